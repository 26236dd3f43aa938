import { join } from 'node:path';
import type { Finding } from '../../core/choice/finding.ts';
import type { TestReport } from '../../core/test-run/report.ts';
import { privateDirectory } from '../../io/disk/private-directory.ts';
import { makeDirectory } from '../../io/disk/write.ts';
import { lastWritten } from '../../io/go-run/build-cache.ts';
import { cpuPressureNow } from '../../io/machine/load.ts';
import type { Run } from '../../world.ts';
import { buildDirectory } from '../bench/bench.ts';
import { subjectOf, valueOf } from '../environment/subject.ts';
import { timeLeft } from '../net/deadline.ts';
import { compareRuns, versionPrograms } from './compare.ts';
import { cutShort, failureFindings } from './failures.ts';
import { runFindings } from './findings.ts';
import { goTest, type GoTestRun, type TestContext } from './go-test.ts';
import { measuredReport, timedFigures } from './measured-report.ts';
import type { TestRequest } from './request.ts';
import { reusedResults } from './reuse.ts';

/** The run in figures, and the findings by subject, in words that can stand behind "fine:". */
export interface TestSection {
  readonly test: TestReport;
  readonly checks: readonly { readonly what: string; readonly found: readonly Finding[] }[];
}

const COLD_NOTICE =
  'everything is compiled anew, the standard library too, in a build cache of some hundred MB that is removed at the end';

/**
 * Runs the tests of the packages once with everything measured, then again to see which results go reuses, and, where variants are
 * asked for, round by round against them. Fails with `missing-toolchain` or `bad-query` before anything runs; an interruption ends
 * what runs, and the figures before it count.
 */
export async function testSection(run: Run, request: TestRequest): Promise<TestSection> {
  const programs = await versionPrograms(run, request.compare);
  const left = timeLeft(request.timeoutMs);
  await using directory = await privateDirectory(buildDirectory(run));
  const { go, cold } = request;
  const context: TestContext = {
    patterns: request.patterns,
    flags: request.flags,
    directory: directory.path,
    cold: cold ? await coldPlaces(run, directory.path) : undefined,
    left,
  };
  const cache = cacheBefore(run, request);
  const pressure = cpuPressureNow() ?? null;
  const measured = await goTest(run, {
    ...context,
    program: go.program,
    extra: ['-count=1'],
    state: 'go test',
  });
  const reused = ranTests(measured)
    ? await reusedResults(run, { ...context, program: go.program, measured })
    : undefined;
  const isFine = measured.end.kind === 'exited' && measured.end.code === 0;
  const compare =
    request.compare.length > 0 && isFine
      ? await compareRuns(
          run,
          {
            ...request,
            ...context,
            variants: request.compare,
            program: go.program,
            version: go.version ?? 'here',
          },
          programs,
        )
      : undefined;
  const test: TestReport = {
    ...measuredReport(request, measured, { pressure, env: run.env }),
    reused: reused ?? null,
    ...(compare === undefined ? {} : { compare }),
  };
  const facts = { report: test, figures: timedFigures(measured), cache };
  const late = left() === 0 ? [{ what: 'the time', found: [cutShort(test, request)] }] : [];
  // Nothing can be called fine of a run that gv ended.
  if (measured.end.kind === 'ended') return { test, checks: late };
  return {
    test,
    checks: [
      { what: 'the tests', found: failureFindings(run, request, measured) },
      { what: 'the time that they take', found: runFindings(facts) },
      ...late,
    ],
  };
}

async function coldPlaces(run: Run, directory: string): Promise<NonNullable<TestContext['cold']>> {
  run.emit({ type: 'notice', text: COLD_NOTICE });
  const places = { cache: join(directory, 'cache'), work: join(directory, 'work') };
  await makeDirectory(places.work, 0o700);
  return places;
}

/** The build cache, and its age, before the run that is measured. */
function cacheBefore(
  run: Run,
  { go, installed, cold }: TestRequest,
): { readonly path: string; readonly sinceMs: number } | undefined {
  if (cold) return undefined;
  const subject = subjectOf(run, go, installed);
  const path = valueOf(subject, 'GOCACHE') || subject.facts.gocache;
  const written = lastWritten(path);
  return written === undefined ? undefined : { path, sinceMs: Math.max(0, run.now().getTime() - written) };
}

function ranTests({ end, stream }: GoTestRun): boolean {
  return end.kind === 'exited' && stream.packages.some(({ state }) => state === 'ok');
}
