/** A number of bytes within a number of milliseconds of waiting. */
export interface LeastRate {
  readonly slowBytes: number;
  readonly slowMs: number;
}

/** Watches how fast a body arrives. Only the time in which gv waits for the server counts; the time of a slow disk does not. */
export interface Pace {
  /** From this call on, gv waits for the next bytes. */
  wait(): void;
  arrived(bytes: number): void;
  /** Ends the watch. */
  stop(): void;
}

/**
 * Calls `tooSlow` once when fewer than `slowBytes` more bytes came within `slowMs` of waiting; `bytes` is the number that came.
 * A server that sends a byte now and then would otherwise never be silent for long enough to count as stalled.
 */
export function watchPace({ slowMs, slowBytes }: LeastRate, tooSlow: (bytes: number) => void): Pace {
  let [left, bytes, since] = [slowMs, 0, performance.now()];
  let timer: NodeJS.Timeout | undefined;
  return {
    wait() {
      since = performance.now();
      timer = setTimeout(() => tooSlow(bytes), Math.max(0, left));
    },
    arrived(count) {
      clearTimeout(timer);
      bytes += count;
      left -= performance.now() - since;
      if (bytes >= slowBytes) [left, bytes] = [slowMs, 0];
    },
    stop: () => clearTimeout(timer),
  };
}
