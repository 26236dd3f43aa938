import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../../src/core/choice/finding.ts';
import type { EntryReport } from '../../src/core/net/net-report.ts';
import type { RoadReport } from '../../src/core/net/road-report.ts';
import { subjectOf } from '../../src/jobs/environment/subject.ts';
import type { NetWishes } from '../../src/jobs/net/context.ts';
import { startDeadline } from '../../src/jobs/net/deadline.ts';
import { netContext } from '../../src/jobs/net/net-context.ts';
import { vcsPart } from '../../src/jobs/roads/vcs-part.ts';
import { runIn, type TestWorld } from './test-world.ts';

const WISHES: NetWishes = { vcs: true, throughput: false, compare: [], go: false, wholeChain: false };

/** The outcome of a road that was tried. */
export interface Trial {
  readonly report: RoadReport;
  readonly findings: readonly Finding[];
  readonly codes: readonly string[];
  /** The names of the phases, the failed one with its reason. */
  readonly phases: readonly string[];
}

export interface TrialRequest {
  readonly module: string;
  readonly goroot?: string;
  readonly timeoutMs?: number;
  /** Default: the module is private. */
  readonly isPublic?: boolean;
  /** The chain as it was measured. */
  readonly entries?: readonly EntryReport[];
}

/** Reads and tries the road to a module, as `gv doctor net --vcs` does. */
export async function tryRoad(
  world: TestWorld,
  { module, goroot, timeoutMs = 60_000, isPublic = false, entries = [] }: TrialRequest,
): Promise<Trial> {
  const [path = ''] = module.split('@');
  const env = { GOPROXY: 'off', ...world.env, ...(isPublic ? {} : { GOPRIVATE: path }) };
  const run = runIn({ ...world, env });
  using deadline = startDeadline(run, timeoutMs);
  const go = subjectOf(run, { goroot, version: goroot === undefined ? undefined : '1.24.9' }, []);
  const context = netContext(run, { go, target: module, wishes: WISHES, deadline });
  const { report, findings, skipped } = await vcsPart(run, { ...context, entries, version: undefined });
  if (report === null) throw new Error(skipped ?? findings.map(({ text }) => text).join());
  return {
    report,
    findings,
    codes: findings.map(({ code }) => code),
    phases: report.phases.map(({ name, failed }) => (failed === undefined ? name : `${name}: ${failed}`)),
  };
}

/** A bare repository with one commit on `main`, ready for dumb http too; the commit. */
export function bareRepository(path: string): string {
  const git = (cwd: string, ...args: readonly string[]): string => {
    const who = {
      GIT_AUTHOR_NAME: 'x',
      GIT_AUTHOR_EMAIL: 'x@x',
      GIT_COMMITTER_NAME: 'x',
      GIT_COMMITTER_EMAIL: 'x@x',
    };
    const env = { ...who, PATH: '/usr/bin:/bin', HOME: '/nonexistent', GIT_CONFIG_NOSYSTEM: '1' };
    const { status, stdout, stderr } = spawnSync('git', args, { cwd, env, encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    return stdout.trim();
  };
  mkdirSync(path, { recursive: true });
  git(path, 'init', '-q', '--bare', '-b', 'main', '.');
  const tree = git(path, 'hash-object', '-t', 'tree', '-w', '/dev/null');
  const commit = git(path, 'commit-tree', '-m', 'x', tree);
  git(path, 'update-ref', 'refs/heads/main', commit);
  git(path, 'update-server-info');
  // Another account may serve it.
  writeFileSync(join(path, 'config'), '[core]\n\tbare = true\n[safe]\n\tdirectory = *\n');
  return commit;
}
