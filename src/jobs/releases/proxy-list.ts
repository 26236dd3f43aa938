import { isWithin } from '../../core/age.ts';
import { LIMITS } from '../../core/limits.ts';
import { toolchainVersions } from '../../core/release/module-name.ts';
import type { Version } from '../../core/version.ts';
import { GvError } from '../../errors.ts';
import { readModuleList, writeModuleList } from '../../io/cache/module-list.ts';
import { goSettings, isBadGoproxy, namesProxy } from '../../io/go/go-settings.ts';
import { openHttp } from '../../io/http/http.ts';
import { moduleProxy } from '../../io/modules/module-proxy.ts';
import type { Run } from '../../world.ts';
import { proxiesLister, rememberListed } from './seen-releases.ts';

/** What the module proxies list for this machine, or why that is not known: undefined where nobody was named to be asked. */
export type ProxyList =
  | { readonly kind: 'listed'; readonly versions: readonly Version[] }
  | { readonly kind: 'unknown'; readonly why: string | undefined };

/** A question to the module proxies that is on its way. */
export interface ProxyQuestion {
  /** However long it takes. Fails with `no-release` for an empty list, `offline`, and the network's codes. */
  answer(): Promise<readonly Version[]>;
  /** What is known in time: `LIMITS.proxyListMs` after the question at the latest. */
  answerSoon(): Promise<ProxyList>;
  /** Nobody waits for it any more. */
  stop(): void;
}

/**
 * Asks the proxies of Go's settings for their lists, unless a fresh one is kept. Offline, one that is kept will do
 * whatever its age. Where Go's settings name only Google's own module endpoint it is asked when somebody needs the
 * answer, and not beside the index of the same host.
 */
export function askProxies(run: Run): ProxyQuestion {
  const stop = new AbortController();
  const within = { ...run, signal: AbortSignal.any([run.signal, stop.signal]) };
  const ask = async (): Promise<readonly string[]> => listOf(within);
  const started = performance.now();
  let asking = isNamed(run) ? ask() : undefined;
  asking?.catch(() => undefined);
  return {
    async answer() {
      const versions = toolchainVersions(await (asking ??= ask()), run.platform);
      if (versions.length > 0) return versions;
      throw new GvError('no-release', 'the module proxies list no toolchain for this machine');
    },
    async answerSoon() {
      if (asking === undefined) return { kind: 'unknown', why: undefined };
      const left = started + LIMITS.proxyListMs - performance.now();
      const timer = setTimeout(() => stop.abort(tooSlow()), Math.max(0, left));
      try {
        return { kind: 'listed', versions: toolchainVersions(await asking, run.platform) };
      } catch (error) {
        if (!(error instanceof GvError) || run.signal.aborted) throw error;
        return { kind: 'unknown', why: error.message };
      } finally {
        clearTimeout(timer);
      }
    },
    stop: () => stop.abort(tooSlow()),
  };
}

/** True when a proxy is named. GOPROXY itself may be wrong, which is then said where the proxies are the only source. */
function isNamed(run: Run): boolean {
  try {
    return namesProxy(goSettings(run).proxies);
  } catch (error) {
    if (isBadGoproxy(error)) return false;
    throw error;
  }
}

function tooSlow(): GvError {
  return new GvError('stalled', 'they take too long to answer');
}

async function listOf(run: Run): Promise<readonly string[]> {
  const settings = goSettings(run);
  const kept = readModuleList(run, settings);
  if (kept !== undefined && (run.offline || isWithin(kept.fetchedAt, run.now(), LIMITS.indexFreshMs)))
    return kept.versions;
  if (run.offline) throw new GvError('offline', 'offline, and no list of theirs is in the cache');
  const http = openHttp(run);
  try {
    const versions = await moduleProxy(run, http).versions();
    await writeModuleList(run, settings, versions);
    const listed = toolchainVersions(versions, run.platform).map((version) => ({ version }));
    await rememberListed(run, proxiesLister(settings), listed);
    return versions;
  } finally {
    await http.close();
  }
}
