import type { RoadFailure, RoadPhase } from '../net/road-report.ts';

/** A step of git's curl that one line of GIT_TRACE_CURL tells; the line itself, which may hold a header, is thrown away. */
export interface CurlMark {
  readonly step: 'other' | 'trying' | 'connected' | 'certificates' | 'connect' | 'request' | 'answer';
  /** Milliseconds since midnight, by git's own clock. */
  readonly at: number;
  /** The status of an answer. */
  readonly status?: number;
}

const LINE = /^(\d\d):(\d\d):(\d\d\.\d{1,6}) \S+\s+(.*)$/;

const STEPS: readonly (readonly [RegExp, CurlMark['step']])[] = [
  [/^== Info:\s+Trying /, 'trying'],
  [/^== Info:\s+Connected to /, 'connected'],
  [/^== Info:\s+found \d+ certificates/, 'certificates'],
  [/^=> Send header: CONNECT /, 'connect'],
  [/^=> Send header: (?:GET|POST|HEAD) /, 'request'],
  [/^<= Recv header: HTTP\/[\d.]+ \d{3}/, 'answer'],
];

/** The step that a line tells; `other` for any other line of the trace, undefined for a line that is not of the trace. */
export function curlMark(line: string): CurlMark | undefined {
  const [, hours, minutes, seconds, text = ''] = LINE.exec(line) ?? [];
  if (hours === undefined) return undefined;
  const at = (Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds)) * 1_000;
  const step = STEPS.find(([pattern]) => pattern.test(text))?.[1] ?? 'other';
  const status = step === 'answer' ? /HTTP\/[\d.]+ (\d{3})/.exec(text)?.[1] : undefined;
  return status === undefined ? { step, at } : { step, at, status: Number(status) };
}

/** The name of the phase that a step ends; the answer to CONNECT ends a phase of its own. */
const ENDS: Partial<Record<CurlMark['step'], RoadPhase['name']>> = {
  trying: 'name',
  connected: 'tcp',
  certificates: 'certificates',
  request: 'tls',
  answer: 'first-byte',
};

const DAY_MS = 86_400_000;

/** The phases of a connection by http or https, from its steps; everything behind the first answer is `server`. A midnight in between is heeded. */
export function curlPhases(
  marks: readonly CurlMark[],
  failed: RoadFailure | undefined,
): readonly RoadPhase[] {
  const times = new Map<RoadPhase['name'], number>();
  let last = marks[0]?.at ?? 0;
  let isTunnel = false;
  // Two stores of certificates, and addresses that fail one after another, are one phase each.
  const add = (name: RoadPhase['name'], at: number): void => {
    times.set(name, (times.get(name) ?? 0) + ((at - last + DAY_MS) % DAY_MS));
    last = at;
  };
  for (const { step, at } of marks) {
    if (times.has('first-byte')) break;
    const name = isTunnel && step === 'answer' ? 'connect' : ENDS[step];
    if (name !== undefined) add(name, at);
    isTunnel = step === 'connect' || (isTunnel && step !== 'answer');
  }
  const rest = isTunnel || failed === 'proxy-refused' ? 'connect' : underWay([...times.keys()].at(-1));
  if (marks.length > 0) add(rest, marks.at(-1)?.at ?? last);
  const phases = [...times].map(([name, ms]) => ({ name, ms: Math.round(ms * 10) / 10 }));
  if (failed === undefined) return phases;
  return phases.map((phase, index) => (index === phases.length - 1 ? { ...phase, failed } : phase));
}

function underWay(last: RoadPhase['name'] | undefined): RoadPhase['name'] {
  if (last === undefined) return 'name';
  return last === 'name' ? 'tcp' : last === 'first-byte' ? 'server' : 'tls';
}

const MESSAGES: readonly (readonly [RegExp, RoadFailure])[] = [
  [/Could not resolve (?:host|proxy)/, 'no-name'],
  [/Received HTTP code \d+ from proxy|CONNECT tunnel failed/, 'proxy-refused'],
  [/Connection refused|Couldn't connect to server|Failed to connect/, 'refused'],
  [/timed out/i, 'no-answer'],
  [
    /certificate verification failed|certificate problem|certificate has expired|does not match target host|no alternative certificate/i,
    'untrusted',
  ],
  [/could not read (?:Username|Password)|Authentication failed|returned error: 40[13]/, 'login-wanted'],
  [/repository '.*' not found|returned error: 404/, 'not-found'],
  [/Connection reset|unexpected disconnect|Empty reply/, 'closed'],
];

/** The reason in the last message of git (`fatal: …`); undefined for other lines. */
export function gitFailure(line: string): RoadFailure | undefined {
  if (!/^(?:fatal|error|remote): /.test(line)) return undefined;
  return MESSAGES.find(([pattern]) => pattern.test(line))?.[1];
}
