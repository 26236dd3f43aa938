import type { RoadFailure, RoadPhase } from '../net/road-report.ts';

/** A step of ssh that one line of `ssh -v` tells; the line itself is thrown away, as it may hold paths of keys and arguments. */
export type SshMark =
  | 'begins'
  | 'connecting'
  | 'connected'
  | 'command'
  | 'banner'
  | 'keys'
  | 'accepted'
  | 'authenticated'
  | 'exit'
  | { readonly failed: RoadFailure };

export interface TimedMark {
  readonly mark: SshMark;
  /** Milliseconds on any clock. */
  readonly at: number;
}

const LINES: readonly (readonly [RegExp, SshMark])[] = [
  [/^OpenSSH_/, 'begins'],
  [/^debug1: Executing proxy command/, 'command'],
  [/^debug1: Connecting to /, 'connecting'],
  [/^debug1: Connection established/, 'connected'],
  [/^debug1: Remote protocol version/, 'banner'],
  [/^debug1: SSH2_MSG_NEWKEYS received/, 'keys'],
  [/^debug1: Server accepts key/, 'accepted'],
  [/^(?:debug1: )?Authenticated to /, 'authenticated'],
  [/^debug1: Exit status /, 'exit'],
  [/^ssh: Could not resolve hostname/, { failed: 'no-name' }],
  [/^ssh: connect to host .*: Connection refused/, { failed: 'refused' }],
  [/^ssh: connect to host .*: (?:Connection|Operation) timed out/, { failed: 'no-answer' }],
  [/^ssh: connect to host .*: (?:No route|Network is unreachable)/, { failed: 'no-route' }],
  [/^Host key for .* has changed/, { failed: 'host-key-changed' }],
  [/^Host key verification failed/, { failed: 'host-key-unknown' }],
  [/^(?:\S+: )?Permission denied \(/, { failed: 'denied' }],
  [/does not appear to be a git repository|Repository not found/i, { failed: 'not-found' }],
  [
    /^(?:ssh_exchange_identification|kex_exchange_identification|Connection (?:closed|reset) by)/,
    { failed: 'closed' },
  ],
];

/** The step that a line tells; undefined for every other line. */
export function sshMark(line: string): SshMark | undefined {
  return LINES.find(([pattern]) => pattern.test(line))?.[1];
}

export interface SshTimes {
  readonly marks: readonly TimedMark[];
  readonly start: number;
  readonly end: number;
  /** How many hosts ssh goes through (ProxyJump): each has an ssh of its own, whose lines come before the banner of the next. */
  readonly hops: number;
  /** The reason where the whole failed. */
  readonly failed: RoadFailure | undefined;
}

/** The name of the phase that a step ends. */
const ENDS: Partial<Record<Extract<SshMark, string>, RoadPhase['name']>> = {
  connecting: 'name',
  connected: 'tcp',
  banner: 'ssh-banner',
  keys: 'key-exchange',
  authenticated: 'sign-in',
  exit: 'server',
};

/** The phases of a connection by ssh, from its steps. All hosts on the way are one phase; the last one that failed says why. */
export function sshPhases({ marks, start, end, hops, failed }: SshTimes): readonly RoadPhase[] {
  const phases: RoadPhase[] = [];
  const through = jumpEnd(marks, hops);
  const own = marks.slice(through ?? marks.length);
  let last = hops > 0 ? start : (own.find(({ mark }) => mark === 'begins')?.at ?? start);
  const add = (name: RoadPhase['name'], at: number): void => {
    phases.push({ name, ms: Math.max(0, Math.round((at - last) * 10) / 10) });
    last = at;
  };
  if (hops > 0) add('jump', through === undefined ? end : (marks[through - 1]?.at ?? end));
  for (const { mark, at } of own) {
    const name = typeof mark === 'string' ? ENDS[mark] : undefined;
    if (name !== undefined) add(name, at);
  }
  if (failed === undefined) return phases;
  if (through !== undefined && phases.at(-1)?.name !== 'server') add(nextOf(phases), end);
  return phases.map((phase, index) => (index === phases.length - 1 ? { ...phase, failed } : phase));
}

/** How many steps lead through all hosts on the way, the last of which let ssh in; undefined where one did not. */
function jumpEnd(marks: readonly TimedMark[], hops: number): number | undefined {
  if (hops === 0) return 0;
  const entries = marks.flatMap(({ mark }, index) => (mark === 'authenticated' ? [index + 1] : []));
  return entries[hops - 1];
}

const ORDER: readonly RoadPhase['name'][] = [
  'name',
  'tcp',
  'ssh-banner',
  'key-exchange',
  'sign-in',
  'server',
];

/** The phase that was under way after these. */
function nextOf(phases: readonly RoadPhase[]): RoadPhase['name'] {
  const last = phases.at(-1)?.name;
  if (last === undefined) return 'name';
  return last === 'jump' ? 'ssh-banner' : (ORDER[ORDER.indexOf(last) + 1] ?? 'server');
}

/** The reason why ssh failed; a key that the server takes and that then signs nothing is one whose passphrase nothing here knows. */
export function sshFailure(marks: readonly TimedMark[]): RoadFailure | undefined {
  const failed = marks.map(({ mark }) => mark).find((mark) => typeof mark === 'object')?.failed;
  const steps = marks.map(({ mark }) => mark);
  const isLocked = failed === 'denied' && steps.lastIndexOf('accepted') > steps.lastIndexOf('authenticated');
  return isLocked ? 'key-locked' : failed;
}
