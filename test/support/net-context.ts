import { spawnSync } from 'node:child_process';
import type { EntryReport } from '../../src/core/net/net-report.ts';
import type { Phase, PhaseFailure } from '../../src/core/net/phase.ts';
import { subjectOf } from '../../src/jobs/environment/subject.ts';
import type { MeasuredContext, NetWishes } from '../../src/jobs/net/context.ts';
import { startDeadline } from '../../src/jobs/net/deadline.ts';
import { netContext } from '../../src/jobs/net/net-context.ts';
import type { Run } from '../../src/world.ts';
import { zipBytes } from './zip-bytes.ts';

/** The GOROOT of the go on PATH, or why there is none. */
export const SYSTEM_GO = spawnSync('go', ['env', 'GOROOT'], {
  encoding: 'utf8',
  env: { ...process.env, GOTOOLCHAIN: 'local' },
});
export const NO_GO = SYSTEM_GO.status === 0 ? undefined : 'no go is on PATH';

export interface ContextOptions {
  readonly goroot?: string;
  readonly target?: string;
  readonly wishes?: Partial<NetWishes>;
  readonly timeoutMs?: number;
  /** The chain as it was measured, in its order; by default every entry answered. */
  readonly entries?: readonly Partial<EntryReport>[];
}

/** The context of a part that runs after the chain was measured. Dispose of it: its timer goes. */
export function measuredContext(run: Run, options: ContextOptions = {}): MeasuredContext & Disposable {
  const {
    goroot = SYSTEM_GO.stdout.trim(),
    target = `${MODULE}@${VERSION}`,
    timeoutMs = 30_000,
    entries = [],
  } = options;
  const deadline = startDeadline(run, timeoutMs);
  const wishes: NetWishes = {
    vcs: false,
    throughput: false,
    compare: [],
    go: true,
    wholeChain: false,
    ...options.wishes,
  };
  const go = subjectOf(run, { goroot, version: '1.99.0' }, []);
  const context = netContext(run, { go, target, wishes, deadline });
  return {
    ...context,
    entries: entries.map((entry) => ({ ...ANSWERED, ...entry })),
    version: undefined,
    [Symbol.dispose]: () => deadline[Symbol.dispose](),
  };
}

const ANSWERED: EntryReport = {
  entry: '',
  separator: '',
  verdict: 'answers',
  why: '200',
  status: 200,
  via: null,
  phases: [],
  again: null,
  idle: null,
  throughput: null,
  clockSeconds: null,
};

/** An entry that gave no answer in a phase. */
export function muteEntry(
  name: 'tcp' | 'tls' | 'first-byte',
  failed: PhaseFailure = 'no-answer',
): Partial<EntryReport> {
  const phase: Phase = { name, ms: 10_000, failed };
  return { verdict: name === 'first-byte' ? 'never-answers' : 'next', status: null, phases: [phase] };
}

/** A module that any go can download, with a capital in its path. */
export const MODULE = 'gv.test/Sample';
export const VERSION = 'v1.2.3';

/** Its files, by the path under which a module proxy serves them. */
export function sampleModule(): Readonly<Record<string, string | Uint8Array>> {
  const at = `/gv.test/!sample/@v/${VERSION}`;
  const file = (name: string, body: string) => ({ name: `${MODULE}@${VERSION}/${name}`, body });
  return {
    [`${at}.info`]: JSON.stringify({ Version: VERSION, Time: '2026-01-01T00:00:00Z' }),
    [`${at}.mod`]: `module ${MODULE}\n`,
    [`${at}.zip`]: zipBytes([
      file('go.mod', `module ${MODULE}\n`),
      file('a.go', `package sample\n${'//\n'.repeat(9000)}`),
    ]),
  };
}
