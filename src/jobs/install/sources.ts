import type { SourceChoice } from '../../core/release/source-choice.ts';
import { type SourceFacts, sourceOrder } from '../../core/release/source-order.ts';
import type { Source } from '../../core/source.ts';
import { EXIT_OF, GvError } from '../../errors.ts';
import { isUnreachable, officialHosts, wasUnreachable } from '../../io/cache/reachability.ts';
import { goSettings, namesProxy } from '../../io/go/go-settings.ts';
import { HttpError } from '../../io/http/http-error.ts';
import type { Run } from '../../world.ts';

/** A source that could not be reached. */
interface SourceFailure {
  readonly source: Source;
  readonly error: GvError;
}

/**
 * Asks the sources in their order and gives the first answer. A wrong or missing proof never leads to another source, and
 * neither does a release that does not exist: only a source that cannot be *reached* does. Fails as `ask` does; where no
 * source could be reached, with the failure of the module proxies and the cures for both.
 */
export async function fromSources<T>(
  run: Run,
  choice: SourceChoice,
  ask: (source: Source) => Promise<T>,
): Promise<T> {
  const order = sourceOrder(factsOf(run, choice));
  const failures: SourceFailure[] = [];
  for (const source of order) {
    if (order.length > 1) announce(run, source, failures);
    try {
      return await ask(source);
    } catch (error) {
      if (order.length === 1 || !isOutOfReach(error, source, failures)) throw error;
      failures.push({ source, error });
    }
  }
  throw allFailed(run, failures);
}

function factsOf(run: Run, choice: SourceChoice): SourceFacts {
  const officialWasDown = wasUnreachable(run, officialHosts(run));
  // Go's settings may be wrong, which is no matter while the official hosts answer.
  const isAsked = choice === 'auto' && !run.offline && officialWasDown;
  return { choice, offline: run.offline, officialWasDown, namesProxy: isAsked && isProxyNamed(run) };
}

/** Where GOPROXY names no proxy, `direct` leads to Google's hosts again: no other source can be announced. */
function isProxyNamed(run: Run): boolean {
  return namesProxy(goSettings(run).proxies);
}

/** Module proxies that are asked last may also be switched off (GOPROXY=off) or refuse: the first failure is then told too. */
function isOutOfReach(error: unknown, source: Source, failures: readonly SourceFailure[]): error is GvError {
  if (source === 'official' || failures.length === 0) return isUnreachable(error);
  return error instanceof GvError && error.exit === EXIT_OF.network;
}

/** Says that a source is asked in place of another one, which cannot be reached. The commands of the next minutes, which ask the proxies first, do not repeat this. */
function announce(run: Run, source: Source, [failure]: readonly SourceFailure[]): void {
  if (failure === undefined || (source === 'proxy' && !isProxyNamed(run))) return;
  run.emit({ type: 'fallback', from: failure.source, to: source, why: failure.error.message });
}

/** The module proxies' failure, with the cures for both sources. An official failure that was not announced is part of the message, unless the two are the same. */
function allFailed(run: Run, failures: readonly SourceFailure[]): unknown {
  const errorOf = (source: Source): GvError | undefined =>
    failures.find((failure) => failure.source === source)?.error;
  const [proxy, official] = [errorOf('proxy'), errorOf('official')];
  if (proxy === undefined) return official;
  const untold = isProxyNamed(run) ? '' : (official?.message ?? '');
  const message = proxy.message.startsWith(untold) ? proxy.message : `${untold}; ${proxy.message}`;
  const isOnTheWay = proxy instanceof HttpError && proxy.onTheWay;
  const own = proxy.hint ?? '';
  const hint = isOnTheWay
    ? own
    : `${own.replace(/\.$/, '')}. GV_DL_URL names a server of the official archives.`;
  return new GvError(proxy.code, message, { hint, cause: proxy });
}
