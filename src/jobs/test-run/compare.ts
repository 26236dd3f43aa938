import { join } from 'node:path';
import { roundOrder } from '../../core/bench/order.ts';
import type { Contender } from '../../core/matrix/cell.ts';
import { compareVariants } from '../../core/test-run/compared.ts';
import type { FailedVariant, TestReport } from '../../core/test-run/report.ts';
import type { Variant } from '../../core/test-run/variant.ts';
import { GvError } from '../../errors.ts';
import type { Run } from '../../world.ts';
import { findContenders } from '../matrix/contenders.ts';
import { obstacleFor } from '../matrix/obstacle.ts';
import { goTest, type TestContext } from './go-test.ts';

export interface CompareRequest extends TestContext {
  readonly program: string;
  /** The version that the program is, for people. */
  readonly version: string;
  readonly variants: readonly Variant[];
  /** Measured rounds; the round before them warms the build cache of each variant up. */
  readonly rounds: number;
}

/** A variant on its way through the rounds. */
interface Entrant {
  readonly label: string;
  readonly program: string;
  readonly flags: readonly string[];
  first: number | null;
  readonly runsMs: number[];
  readonly testsMs: number[];
  failure: string | undefined;
}

/** The go of each version among the variants, by its query. Fails with `bad-query`, `missing-toolchain`, or `usage` for the system's. */
export async function versionPrograms(
  run: Run,
  variants: readonly Variant[],
): Promise<ReadonlyMap<string, Contender>> {
  const queries = variants.flatMap((each) => (each.kind === 'version' ? [each.query] : []));
  if (queries.length === 0) return new Map();
  const found = await findContenders(run, { texts: queries, install: undefined });
  const system = found.find(({ goroot }) => goroot === undefined);
  if (system === undefined) return new Map(found.map((each) => [each.asked, each]));
  throw new GvError('usage', `--compare takes installed versions, not ${system.asked}`, {
    hint: 'gv list',
  });
}

/**
 * Runs the variants in turn, each once a round in a balanced order, and compares the whole time of each with that without a variant.
 * The first run of each is shown apart: it may build a standard library. A variant that fails is left out of the rounds after; an
 * interruption, or the end of the time, ends the rounds, and those before count.
 */
export async function compareRuns(
  run: Run,
  request: CompareRequest,
  programs: ReadonlyMap<string, Contender>,
): Promise<NonNullable<TestReport['compare']>> {
  const entrants = [
    entrant(`go ${request.version}`, request.program),
    ...request.variants.map((each) => entrantOf(run, each, { request, programs })),
  ];
  let rounds = 0;
  for (let round = 0; round <= request.rounds; round += 1) {
    const isWhole = await runRound(run, entrants, { ...request, round });
    if (!isWhole) break;
    if (round > 0) rounds += 1;
  }
  for (const { runsMs, testsMs } of entrants)
    runsMs.length = testsMs.length = Math.min(rounds, runsMs.length);
  const ok = entrants.filter(({ failure }) => failure === undefined);
  const failed = entrants.flatMap(({ label, failure }): readonly FailedVariant[] =>
    failure === undefined ? [] : [{ variant: label, why: failure }],
  );
  const runs = ok.map(({ label, first, runsMs, testsMs }) => ({ variant: label, first, runsMs, testsMs }));
  return { rounds, variants: compareVariants(runs), failed };
}

function entrant(label: string, program: string): Entrant {
  return { label, program, flags: [], first: null, runsMs: [], testsMs: [], failure: undefined };
}

interface EntrantContext {
  readonly request: CompareRequest;
  readonly programs: ReadonlyMap<string, Contender>;
}

function entrantOf(run: Run, variant: Variant, { request, programs }: EntrantContext): Entrant {
  if (variant.kind === 'flags') return { ...entrant(variant.label, request.program), flags: variant.flags };
  const contender = programs.get(variant.query);
  const goroot = contender?.goroot;
  if (contender === undefined || goroot === undefined)
    return { ...entrant(variant.label, ''), failure: 'not installed' };
  const made = entrant(`go ${contender.version}`, join(goroot, 'bin', 'go'));
  return { ...made, failure: obstacleFor(run, contender) };
}

interface RoundContext extends CompareRequest {
  readonly round: number;
}

/** Runs each entrant once. False where an interruption or the end of the time cut the round. */
async function runRound(run: Run, entrants: readonly Entrant[], context: RoundContext): Promise<boolean> {
  for (const place of roundOrder(entrants.length, context.round)) {
    const each = entrants[place];
    if (each === undefined || each.failure !== undefined) continue;
    const { round, rounds } = context;
    run.emit({ type: 'bench-run', version: each.label, round: round + 1, rounds: rounds + 1 });
    const { program, flags } = each;
    const extra = ['-count=1', ...flags];
    const { end, ms, stream, words } = await goTest(run, { ...context, program, extra });
    if (end.kind === 'ended') return false;
    if (end.kind !== 'exited' || end.code !== 0) {
      each.failure = words[0] ?? stream.failures[0] ?? 'go test fails';
    } else if (round === 0) each.first = Math.round(ms);
    else {
      each.runsMs.push(Math.round(ms));
      each.testsMs.push(stream.packages.reduce((sum, { ms: own }) => sum + own, 0));
    }
  }
  return true;
}
