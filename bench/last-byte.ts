import { type Contestant, contest } from './contest.ts';
import type { Row } from './measure.ts';
import type { Mirror } from './mirror.ts';
import { figureRow, ratioRow, sideRows } from './row.ts';

const ROUNDS = 4;
const BUDGET_MS = 300;

interface PacedContest {
  readonly contestants: readonly Contestant[];
  /** Serves the archive to all of them. */
  readonly paced: Mirror;
}

/** Behind a server of 50 MB a second: the time from the last byte that leaves the server until the process has ended. */
export async function afterLastByte({ contestants, paced }: PacedContest): Promise<readonly Row[]> {
  const counted = (endedAt: number): number => endedAt - paced.lastByteAt();
  const outcomes = await contest(
    contestants.map((contestant) => ({ ...contestant, counted })),
    ROUNDS,
  );
  const what = 'last byte to end, behind 50 MB/s';
  const gv = outcomes.find(({ name }) => name === 'gv');
  if (gv === undefined || 'failure' in gv) return sideRows(what, outcomes);
  const { median, min, max } = gv.wallMs;
  const more = ` (${min.toFixed(0)} to ${max.toFixed(0)})`;
  const row = figureRow({ what, value: median, unit: 'ms', most: BUDGET_MS, more });
  if (outcomes.length === 1) return [row];
  return [...sideRows(what, outcomes), row, ratioRow(outcomes, { what, one: 'gv', other: 'mise', most: 1 })];
}
