import type { Phase } from '../../core/net/phase.ts';
import { failedPhase } from '../../core/net/phase.ts';
import { whyOf } from '../../core/net/verdict.ts';
import { splitCredentials } from '../../core/text/urls.ts';
import { GvError } from '../../errors.ts';
import { followRedirect, type Hop, isRedirect } from '../../io/http/redirect.ts';
import type { Answer } from '../../io/net/answer.ts';
import { type Line, lineTo, type LineContext } from './line.ts';

/** An answer as the go command gets it. */
export interface GoAnswer {
  /** The phases of the first request, with those of its connection where it was opened for it. */
  readonly phases: readonly Phase[];
  /** The first answer; undefined where none came. */
  readonly first: Answer | undefined;
  /** The last answer: behind redirects, and behind a request with the credentials that GOAUTH has for the address. */
  readonly last: Answer | undefined;
  /** The fault of a redirect. */
  readonly fault: string | undefined;
  /** True where a login went along. */
  readonly hadLogin: boolean;
}

export interface GoQuestion {
  readonly line: Line;
  readonly target: URL;
  /** Bytes of the body that are read at most. */
  readonly most: number;
}

/** go follows so many redirects (cmd/go/internal/web, checkRedirect). */
const MOST_REDIRECTS = 10;

/** Asks as the go command does: with its credentials, for a 4xx once more with those for the address, and through redirects. A login never goes to another host. */
export async function askAsGo(on: LineContext, { line, target, most }: GoQuestion): Promise<GoAnswer> {
  const { credentials } = on;
  const headers = await credentials.headersFor(target);
  const asked = await line.ask(target, headers, most);
  const phases = [...(asked.opened ?? []), ...(asked.answer?.phases ?? [])];
  const first = asked.answer;
  const status = first?.status;
  const hadLogin = Object.keys(headers).length > 0;
  if (first === undefined || status === undefined)
    return { phases, first: undefined, last: undefined, fault: undefined, hadLogin };
  const more =
    status >= 400 && status <= 499
      ? await credentials.headersAfter({ url: target, status, headers: first.headers })
      : undefined;
  if (more !== undefined) {
    const { answer } = await line.ask(target, more, most);
    return {
      phases,
      first,
      last: answer,
      fault: undefined,
      hadLogin: hadLogin || Object.keys(more).length > 0,
    };
  }
  const start: Hop = { url: splitCredentials(target).url, headers };
  return { phases, first, hadLogin, ...(await behindRedirects(on, first, { start, line, most })) };
}

interface RedirectWay {
  readonly start: Hop;
  readonly line: Line;
  readonly most: number;
}

async function behindRedirects(
  on: LineContext,
  first: Answer,
  { start, line, most }: RedirectWay,
): Promise<Pick<GoAnswer, 'last' | 'fault'>> {
  const others = new Map<string, Line>([[start.url.origin, line]]);
  let [hop, last] = [start, first];
  try {
    for (let count = 0; isRedirect(last.status ?? 0); count += 1) {
      if (count === MOST_REDIRECTS) return { last, fault: `more than ${MOST_REDIRECTS} redirects` };
      hop = followRedirect(hop, last.headers['location']);
      const next = others.get(hop.url.origin) ?? lineTo(on, hop.url);
      others.set(hop.url.origin, next);
      const { opened, answer } = await next.ask(hop.url, hop.headers, most);
      const failed = failedPhase([...(opened ?? []), ...(answer?.phases ?? [])]);
      if (answer?.status === undefined || failed !== undefined)
        return {
          last: answer,
          fault: `redirected to ${hop.url.host}: ${failed === undefined ? 'no answer' : whyOf(failed)}`,
        };
      last = answer;
    }
    return { last, fault: undefined };
  } catch (error) {
    if (error instanceof GvError) return { last, fault: error.message };
    throw error;
  } finally {
    for (const other of others.values()) if (other !== line) other[Symbol.dispose]();
  }
}
