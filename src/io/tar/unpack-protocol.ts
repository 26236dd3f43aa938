import type { ThreadFailure } from '../disk/disk-error.ts';

/**
 * The orders to the unpacking thread about one shared slot, in order: a list of plain values, an opcode followed by its
 * operands. Cloning one flat list between threads costs a third of cloning a list of objects, at 45 000 steps an archive.
 */
export type Steps = readonly (string | number)[];

export const STEP = { directory: 0, open: 1, write: 2, close: 3 } as const;

/** Collects steps; every method adds one. */
export interface StepList {
  directory(path: string): void;
  open(path: string, mode: number, mtime: number): void;
  /** A range of the slot. */
  write(from: number, length: number): void;
  close(): void;
}

/** A list that grows in `steps`. */
export function stepList(steps: (string | number)[]): StepList {
  return {
    directory: (path) => void steps.push(STEP.directory, path),
    open: (path, mode, mtime) => void steps.push(STEP.open, path, mode, mtime),
    write: (from, length) => void steps.push(STEP.write, from, length),
    close: () => void steps.push(STEP.close),
  };
}

/** Plays steps back, one call each. */
export function playSteps(steps: Steps, on: StepList): void {
  let at = 0;
  const next = (): string | number | undefined => steps[at++];
  const text = (): string => String(next());
  const number = (): number => Number(next());
  while (at < steps.length) {
    switch (next()) {
      case STEP.directory:
        on.directory(text());
        break;
      case STEP.open:
        on.open(text(), number(), number());
        break;
      case STEP.write:
        on.write(number(), number());
        break;
      case STEP.close:
        on.close();
        break;
      case undefined:
      default:
        throw new TypeError('an unknown step');
    }
  }
}

export interface WriteOrder {
  readonly slot: number;
  readonly steps: Steps;
}

export type WriterReply = { readonly done: number } | { readonly failed: ThreadFailure };

export interface WriterData {
  /** An empty directory that was made for this archive, closed to other accounts. */
  readonly into: string;
  readonly slots: readonly Uint8Array<SharedArrayBuffer>[];
  /** True when the umask of the process clears permission bits that an official tree has. */
  readonly restoreModes: boolean;
}
