import type { ProxyEntry } from '../../core/go/goproxy.ts';
import { type ErrorCode, GvError } from '../../errors.ts';
import type { World } from '../../world.ts';
import {
  forgetUnreachable,
  isUnreachable,
  noteUnreachable,
  proxyHost,
  wasUnreachable,
} from '../cache/reachability.ts';
import type { GoSettings } from '../go/go-settings.ts';
import { HttpError } from '../http/http-error.ts';

/** Asks one entry; undefined means "not here". `why` is the failure of an earlier entry. */
export type Ask<T> = (entry: ProxyEntry, why: GvError | undefined) => Promise<T | undefined>;

/** A GOPROXY list, or a part of it, and the settings it stands in. */
export interface Turns {
  readonly world: World;
  readonly settings: GoSettings;
  readonly entries: readonly ProxyEntry[];
}

/** Failures that belong to the place that was asked, after which `|` lets the next one try. */
const OF_THE_PLACE: ReadonlySet<string> = new Set<ErrorCode>([
  'network',
  'stalled',
  'http-status',
  'bad-redirect',
  'bad-index',
  'insecure-url',
  'not-an-archive',
]);

/**
 * Asks the entries of a GOPROXY list in turn as the go command does (cmd/go/internal/modfetch, TryProxies): the next one
 * when something is missing or the entry lets every failure pass, undefined when it is missing everywhere. The answer of
 * `direct` is final; otherwise a failure on the way outweighs "missing" elsewhere. Fails as the entry did, with
 * GOPROXY named.
 */
export async function inTurn<T>({ world, settings, entries }: Turns, ask: Ask<T>): Promise<T | undefined> {
  let failure: GvError | undefined;
  for (const [index, entry] of entries.entries()) {
    if (entry.kind === 'off' && entries.length > 1) break;
    if (isPassedOver(world, entry, entries[index + 1])) continue;
    try {
      const answer = await ask(entry, failure);
      if (entry.kind === 'url') await forgetUnreachable(world, proxyHost(world, entry.url));
      if (answer !== undefined) return answer;
      if (entry.kind === 'direct') return undefined;
    } catch (error) {
      if (!(error instanceof GvError) || !OF_THE_PLACE.has(error.code)) throw error;
      failure = error;
      if (entry.kind === 'url' && isUnreachable(error))
        await noteUnreachable(world, proxyHost(world, entry.url));
      if (entry.kind !== 'url' || entry.fallThrough !== 'any') {
        throw namingGoproxy(failure, settings, isHeldUp(entry, entries[index + 1]) ? NEXT_HINT : '');
      }
    }
  }
  if (failure !== undefined) throw namingGoproxy(failure, settings);
  return undefined;
}

const NEXT_HINT =
  'Behind a comma, GOPROXY asks its next entry only for what is missing: write | there to ask it after any failure.';

function isHeldUp(entry: ProxyEntry, next: ProxyEntry | undefined): boolean {
  return entry.kind === 'url' && next !== undefined && next.kind !== 'off';
}

/** Skips an entry that did not answer a moment ago, where every failure leads on to the next entry anyway. */
function isPassedOver(world: World, entry: ProxyEntry, next: ProxyEntry | undefined): boolean {
  if (entry.kind !== 'url' || entry.fallThrough !== 'any') return false;
  return next !== undefined && next.kind !== 'off' && wasUnreachable(world, proxyHost(world, entry.url));
}

/** The failure for GOPROXY=off, code `offline`. */
export function proxyOff({ from }: GoSettings): GvError {
  return new GvError('offline', `module downloads are switched off: GOPROXY=off (${from})`, {
    hint: 'Set GOPROXY to a module proxy, e.g. GOPROXY=https://proxy.example.com gv install 1.22.5',
  });
}

/** The same failure, telling which setting chose the place and what to change; `advice` comes after the hint. */
export function namingGoproxy(error: GvError, { from }: GoSettings, advice = ''): GvError {
  const isUnset = from === 'default' && isUnreachable(error) && !error.onTheWay;
  const message = isUnset
    ? `GOPROXY is not set, and the Go team's own hosts cannot be reached for modules`
    : `${error.message} (${from === 'default' ? 'GOPROXY is not set' : `GOPROXY is set by ${from}`})`;
  const cure = isUnset ? UNSET_HINT : hintFor(error);
  const hint = `${cure} ${advice}`.trim();
  if (!(error instanceof HttpError)) return new GvError(error.code, message, { hint, cause: error });
  const { transient, unreachable, onTheWay } = error;
  return new HttpError(error.code, message, { hint, transient, unreachable, onTheWay, cause: error });
}

/** Without a setting, gv asks the Go team's own hosts for modules as well. */
const UNSET_HINT =
  'Where a module proxy can be reached, name it before the command, as in GOPROXY=https://proxy.example.com gv install 1.22.5';

function hintFor(error: GvError): string {
  if (error instanceof HttpError && error.onTheWay && error.hint !== undefined) return error.hint;
  if (error.code === 'bad-index') return `${error.hint ?? ''} Or set GOPROXY to another module proxy.`.trim();
  if (error.cause instanceof GvError && error.hint !== undefined) return error.hint;
  if (error.code === 'http-status')
    return 'Set GOPROXY to another module proxy, or give it a login with ~/.netrc or GOAUTH.';
  return 'Check the connection, or set GOPROXY to a module proxy that can be reached from here.';
}
