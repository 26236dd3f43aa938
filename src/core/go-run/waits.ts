import type { TraceLine } from './trace-line.ts';

/** A line of go with the time of its arrival, in milliseconds from go's start. */
export interface TimedLine {
  readonly atMs: number;
  readonly line: TraceLine;
}

/** The time in which one request to a server, or one command that asks one, was under way. Milliseconds from go's start. */
export interface Wait {
  /** The URL, or the words of the command. */
  readonly what: string;
  readonly fromMs: number;
  readonly toMs: number;
  /** Undefined where no server answered, and for a command. */
  readonly status?: number;
  /** False where go was ended first. */
  readonly isEnded: boolean;
}

/**
 * Pairs begins and ends by their text, the oldest begin first: go asks side by side, and the lines mix. An end without a begin
 * counts by the time that go printed. `endMs` is the end of the run, at which everything open ends.
 */
export function waitsOf(lines: readonly TimedLine[], endMs: number): readonly Wait[] {
  const open = new Map<string, number[]>();
  const waits: Wait[] = [];
  for (const { atMs, line } of lines) {
    if (line.kind === 'began') {
      const begins = open.get(line.what);
      if (begins === undefined) open.set(line.what, [atMs]);
      else begins.push(atMs);
    } else if (line.kind === 'ended') {
      const begin = open.get(line.what)?.shift();
      const fromMs = line.ms === undefined ? begin : Math.max(0, atMs - line.ms);
      if (fromMs === undefined) continue;
      const status = line.status === undefined ? {} : { status: line.status };
      waits.push({ what: line.what, fromMs, toMs: atMs, ...status, isEnded: true });
    }
  }
  const left = [...open].flatMap(([what, begins]) =>
    begins.map((fromMs) => ({ what, fromMs, toMs: Math.max(endMs, fromMs), isEnded: false })),
  );
  return [...waits, ...left];
}

/** The milliseconds in which at least one was under way. */
export function underWayMs(waits: readonly Pick<Wait, 'fromMs' | 'toMs'>[]): number {
  let [total, until] = [0, 0];
  for (const { fromMs, toMs } of waits.toSorted((a, b) => a.fromMs - b.fromMs)) {
    total += Math.max(0, toMs - Math.max(fromMs, until));
    until = Math.max(until, toMs);
  }
  return total;
}
