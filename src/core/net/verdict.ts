import { isRecord, parseJson } from '../json.ts';
import type { Verdict } from './net-report.ts';
import { failedPhase, type Phase, type PhaseFailure } from './phase.ts';

/** An entry as it was asked. */
export interface Outcome {
  readonly phases: readonly Phase[];
  /** The last status, after redirects; undefined where no answer came. */
  readonly status: number | undefined;
  /** The fault of an answer with status 200, or of the redirects before; undefined for a good one. */
  readonly fault?: string | undefined;
  /** True where the body is longer than gv reads. */
  readonly isEndless?: boolean;
}

export interface Judgement {
  readonly verdict: Verdict;
  /** In words. */
  readonly why: string;
}

/**
 * Go's verdict over an entry of GOPROXY that is asked (cmd/go/internal/modfetch, TryProxies): 404 and 410 lead to the next entry,
 * every other failure only where `|` follows. A server that accepts the connection and never ends its answer keeps go waiting for
 * ever, as go has no limit there; so nothing follows.
 */
export function judge(outcome: Outcome, separator: ',' | '|' | ''): Judgement {
  const { phases, status, fault, isEndless } = outcome;
  const failed = failedPhase(phases);
  if (isEndless === true) return { verdict: 'never-answers', why: 'the answer has no end: go reads on' };
  if (failed !== undefined && isForEver(failed))
    return { verdict: 'never-answers', why: `${whyOf(failed)}: go has no limit here` };
  if (failed === undefined && status === 200 && fault === undefined)
    return { verdict: 'answers', why: '200' };
  const why = failed === undefined ? (fault ?? String(status ?? 'no answer')) : whyOf(failed);
  const isMissing = failed === undefined && (status === 404 || status === 410);
  const goesOn = separator === '|' || (separator === ',' && isMissing);
  return { verdict: goesOn ? 'next' : 'ends', why };
}

function isForEver({ name, failed }: Phase): boolean {
  return failed === 'no-answer' && (name === 'first-byte' || name === 'body');
}

/** Words for a phase that failed, as the end of a sentence. */
export function whyOf(phase: Phase): string {
  const { name, failed } = phase;
  if (failed === undefined) return 'answered';
  if (failed === 'status' && name === 'connect') return `the HTTP proxy answers ${phase.status ?? 'nothing'}`;
  if (failed === 'no-answer') return `no answer ${NO_ANSWER[name]}`;
  return WORDS[failed];
}

const NO_ANSWER: Readonly<Record<Phase['name'], string>> = {
  name: 'from the name service',
  tcp: 'to TCP',
  connect: 'of the HTTP proxy to CONNECT',
  tls: 'to TLS',
  'first-byte': 'to the request',
  body: 'any more, in the middle of the body',
};

const WORDS: Readonly<Record<PhaseFailure, string>> = {
  'no-name': 'the host name is not known',
  refused: 'the connection is refused',
  'no-route': 'there is no route to the host',
  'no-answer': 'no answer',
  closed: 'the server hangs up',
  untrusted: 'the certificate is not trusted',
  expired: 'the certificate is not valid now',
  'name-mismatch': 'the certificate is for another name',
  alert: 'TLS fails',
  status: 'the status is no success',
};

/** A canonical version: go takes no other answer for it than one about the very version. */
const CANONICAL = /^v\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?(?:\+incompatible)?$/;

/** The fault that go finds in the text of an `.info` (cmd/go/internal/modfetch, proxyRepo.Stat); undefined for a good one. */
export function infoFault(text: string, version: string): string | undefined {
  const info = parseJson(text);
  if (!isRecord(info)) return '200, and the answer is no .info';
  const named = info['Version'];
  return CANONICAL.test(version) && named !== version
    ? '200, and the answer is about another version'
    : undefined;
}

/** The version that the text of an `.info` names. */
export function infoVersion(text: string): string | undefined {
  const info = parseJson(text);
  const version = isRecord(info) ? info['Version'] : undefined;
  return typeof version === 'string' && CANONICAL.test(version) ? version : undefined;
}
