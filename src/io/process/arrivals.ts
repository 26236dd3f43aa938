import { GvError } from '../../errors.ts';

/** How much has arrived so far, for the code that waits for more: bytes of a file, chunks that a thread has read. */
export interface Arrivals {
  readonly grown: (size: number) => void;
  /** Resolves when so much is there; rejects with `interrupted` when it never will be. */
  reach(end: number): Promise<void>;
  end(): void;
}

export function arrivals(): Arrivals {
  let size = 0;
  let isOver = false;
  let grew = Promise.withResolvers<void>();
  const wake = (): void => {
    grew.resolve();
    grew = Promise.withResolvers();
  };
  return {
    grown(now) {
      size = now;
      wake();
    },
    async reach(end) {
      while (size < end && !isOver) await grew.promise;
      if (isOver) throw new GvError('interrupted', 'no more will arrive');
    },
    end() {
      isOver = true;
      wake();
    },
  };
}
