import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { median, type Row } from './measure.ts';

/** The values of one run, as a line of the history has them. */
interface Entry {
  readonly date: string;
  /** Values of another machine say nothing about this one. */
  readonly machine: string;
  readonly values: Readonly<Record<string, number>>;
}

/** Runs before this one that count. */
const LATEST = 5;
/** Times between two runs of one build differ by as much on a shared machine. */
const WORSE = 1.2;

export function machineText(): string {
  const [cpu] = cpus();
  return `${availableParallelism()} × ${cpu?.model.trim() ?? 'unknown'}`;
}

/** Rows that are worse than the median of the latest runs on this machine, each with what it was. A row of this kind says so in words. */
export function regressions(path: string, rows: readonly Row[]): ReadonlyMap<string, number> {
  const before = entriesOf(path).filter(({ machine }) => machine === machineText());
  const found = new Map<string, number>();
  for (const { what, value } of rows) {
    const values = before.flatMap(({ values: all }) => all[what] ?? []).slice(-LATEST);
    const usual = median(values);
    if (value !== undefined && values.length > 0 && value > WORSE * usual) found.set(what, usual);
  }
  return found;
}

/** Adds the values of this run as a line of JSON. */
export function remember(path: string, rows: readonly Row[]): void {
  const values = Object.fromEntries(
    rows.flatMap(({ what, value }) => (value === undefined ? [] : [[what, value]])),
  );
  const entry: Entry = { date: new Date().toISOString(), machine: machineText(), values };
  if (Object.keys(values).length > 0) appendFileSync(path, `${JSON.stringify(entry)}\n`);
}

function entriesOf(path: string): readonly Entry[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Entry);
}
