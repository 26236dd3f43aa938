import type { ProxyEntry } from '../../core/go/goproxy.ts';
import { GO_LOG_NAME, parseGosumdb } from '../../core/go/gosumdb.ts';
import { displayUrl, joinUrl } from '../../core/text/urls.ts';
import { EXIT_OF, GvError } from '../../errors.ts';
import type { LogReader } from '../../trust/log/reader.ts';
import { GO_LOG_KEY } from '../../trust/log/verifier-key.ts';
import type { Run } from '../../world.ts';
import { withGoAuth } from '../go/auth.ts';
import { goSettings, type GoSettings } from '../go/go-settings.ts';
import { statusError } from '../http/http-error.ts';
import type { Http } from '../http/http.ts';
import { inTurn, namingGoproxy } from '../modules/goproxy-turns.ts';
import { moduleGet } from '../modules/module-get.ts';
import { tileCache } from './tile-cache.ts';

/** A reader that fetches each tile once in a run, and can keep tiles for later runs. Its answers are not proven. */
export interface KeepingReader extends LogReader {
  /** Where the log is asked; may hold credentials. */
  readonly base: URL;
  /** Keeps full tiles by path for later runs. Only proven tiles may be kept: a wrong one would be read again and again. */
  keep(proven: ReadonlyMap<string, Uint8Array>): Promise<void>;
}

/** A log other than Go's, which the user's config names. */
export interface LogChoice {
  /** As its key spells it; also its host and path. */
  readonly name: string;
  readonly address?: URL | undefined;
}

/** The largest answers: a record is at most 64 KiB, and its signed note comes with it. */
const ANSWER_BYTES = 128 * 1024;

/**
 * Finds out how to reach the checksum database, as the go command does (cmd/go/internal/modfetch, dbClient.initBase):
 * through the first entry of GOPROXY that passes it on, and then through that one only; else at its own address. GOSUMDB
 * with an address goes past the module proxies; `own`, a log that gv's config names, overrules GOSUMDB. Fails with
 * `log-disabled` for GOSUMDB=off, `bad-config`, and as a module proxy does. `lookup` fails with `log-missing` for a version
 * without a record, and `tile` with `http-status` for a missing tile.
 */
export async function logReader(run: Run, http: Http, own?: LogChoice): Promise<KeepingReader> {
  const settings = goSettings(run);
  const log = own ?? choiceOf(settings);
  const authorized = withGoAuth(run, http);
  const base = log.address ?? (await findBase(run, authorized, log.name));
  const kept = tileCache(run.layout, log.name);
  const fetched = new Map<string, Uint8Array>();
  const get = async (path: string): Promise<Uint8Array | undefined> => {
    try {
      return await moduleGet(authorized, joinUrl(base, path), ANSWER_BYTES);
    } catch (error) {
      throw error instanceof GvError && error.exit === EXIT_OF.network
        ? namingGoproxy(error, settings)
        : error;
    }
  };
  return {
    base,
    lookup: async (escaped) => {
      const bytes = await get(`lookup/${escaped}`);
      if (bytes !== undefined) return bytes;
      throw new GvError('log-missing', `${log.name} has no record of ${escaped}`, {
        hint: 'Without a record nothing proves this version; gv list --remote shows others.',
      });
    },
    tile: async (path) => {
      const bytes = fetched.get(path) ?? kept.read(path) ?? (await get(path));
      if (bytes === undefined) throw statusError(404, displayUrl(joinUrl(base, path)));
      fetched.set(path, bytes);
      return bytes;
    },
    keep: async (proven) => {
      for (const [path, bytes] of proven) if (kept.read(path) === undefined) await kept.write(path, bytes);
    },
  };
}

function choiceOf({ gosumdb }: GoSettings): LogChoice {
  const choice = parseGosumdb(gosumdb, GO_LOG_KEY);
  if (choice.kind === 'log') return { name: GO_LOG_NAME, address: choice.address };
  throw new GvError('log-disabled', `the checksum database is switched off: GOSUMDB=off (${gosumdb.from})`, {
    hint: `Set GOSUMDB=${GO_LOG_NAME} for this command: gv asks the checksum database about toolchains only.`,
  });
}

/** The entry that says 200 to `supported`, or the log's own address after `direct`, `off` or the end of the list. */
async function findBase(run: Run, http: Http, name: string): Promise<URL> {
  const settings = goSettings(run);
  const urls = settings.logProxies.filter((entry) => entry.kind === 'url');
  const entries: readonly ProxyEntry[] = [...urls, { kind: 'direct' }];
  const own = new URL(`https://${name}`);
  const found = await inTurn({ world: run, settings, entries }, async (entry) => {
    if (entry.kind !== 'url') return own;
    const base = joinUrl(entry.url, `sumdb/${name}`);
    const answer = await moduleGet(http, joinUrl(base, 'supported'), ANSWER_BYTES);
    return answer === undefined ? undefined : base;
  });
  return found ?? own;
}
