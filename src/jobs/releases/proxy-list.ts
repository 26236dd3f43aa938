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
import { proxiesLister } from './remember-releases.ts';
import { rememberListed } from './remember-releases.ts';

/** The list of the module proxies for this machine, or the reason why it is not known: undefined where GOPROXY names none. */
export type ProxyList =
  | { readonly kind: 'listed'; readonly versions: readonly Version[] }
  | { readonly kind: 'unknown'; readonly why: string | undefined };

/** A running question to the module proxies. */
export interface ProxyQuestion {
  /** Waits for the answer. Fails with `no-release` for an empty list, `offline`, and the network's codes. */
  answer(): Promise<readonly Version[]>;
  /** Waits for the answer until `LIMITS.proxyListMs` after the question at the latest. */
  answerSoon(): Promise<ProxyList>;
  /** Ends the question. */
  stop(): void;
}

/**
 * Asks the proxies of Go's settings for their lists, unless a fresh list is kept. Offline, a kept list of any age is taken. Where
 * Go's settings name only Google's own module endpoint, it is asked when a caller needs the answer, as the index of the same host
 * is asked already.
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

/** True when Go's settings name a proxy. A wrong GOPROXY is reported where the proxies are the only source. */
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
  if (run.offline)
    throw new GvError('offline', 'offline, and no list of theirs is in the cache', {
      hint: 'Leave --offline (GV_OFFLINE) out, or carry an archive here: gv install ./FILE',
    });
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
