/** Counts how often a child was silent for a time. */
export interface Silence {
  /** Called for every chunk. */
  readonly heard: () => void;
  readonly stalls: () => number;
  readonly end: () => void;
}

export interface SilenceOptions {
  /** Milliseconds; undefined counts nothing. */
  readonly stall: number | undefined;
  readonly onStall: (() => void) | undefined;
  /** A child that waits for its reader is not silent by itself. */
  readonly isBehind: () => boolean;
}

export function silenceOf({ stall, onStall, isBehind }: SilenceOptions): Silence {
  let count = 0;
  const timer =
    stall === undefined
      ? undefined
      : setTimeout(() => {
          if (isBehind()) return void timer?.refresh();
          count += 1;
          onStall?.();
        }, stall);
  return { heard: () => timer?.refresh(), stalls: () => count, end: () => clearTimeout(timer) };
}
