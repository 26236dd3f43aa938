import type { ProxyEntry } from '../../core/go/goproxy.ts';
import { isRecord, parseJson } from '../../core/json.ts';
import { LIMITS } from '../../core/limits.ts';
import { isModuleVersion, TOOLCHAIN_MODULE } from '../../core/release/module-name.ts';
import { displayUrl, joinUrl } from '../../core/text/urls.ts';
import { GvError, hasCode } from '../../errors.ts';
import type { Run, World } from '../../world.ts';
import { copyCarried } from '../download/carried.ts';
import { download, type Downloaded, type DownloadEvent } from '../download/download.ts';
import { withGoAuth } from '../go/auth.ts';
import { goSettings } from '../go/go-settings.ts';
import { isMissing } from '../http/http-error.ts';
import type { Http } from '../http/http.ts';
import { openRemoteZip, type RemoteZip } from '../ranges/remote-zip.ts';
import { tailAsker, type ZipReader } from '../zip/zip-tail.ts';
import { inTurn, proxyOff } from './goproxy-turns.ts';
import { isThere, zipsBeside } from './module-directory.ts';
import { moduleGet, pathOfUrl } from './module-get.ts';

export interface ModuleInfo {
  /** When the version was made, as the proxy says: unproven. */
  readonly time: Date | undefined;
  /** The address that has it; may hold credentials. */
  readonly base: URL;
}

/** Toolchains as modules; a version is written `v0.0.1-go1.22.5.linux-amd64`. Failures name GOPROXY. */
export interface ModuleProxy {
  /** The facts about a version; undefined when no entry has the version. */
  info(version: string): Promise<ModuleInfo | undefined>;
  /** The versions that the first answering entry lists. A proxy may list only versions that were asked for before, so absence proves nothing. */
  versions(): Promise<readonly string[]>;
  /** Reads the zip's central directory by ranges, unproven; undefined when no entry has the zip, and when a directory has it. Fails as `openRemoteZip` does. */
  directory(version: string, signal: AbortSignal): Promise<RemoteZip | undefined>;
  /** Brings the zip into the cache, unproven; `reader` may read it on its way. Fails like `download`, and with `no-release` when no entry has the zip. */
  zip(version: string, request: ZipRequest): Promise<Downloaded>;
}

export interface ZipRequest {
  readonly destination: string;
  readonly emit?: ((event: DownloadEvent) => void) | undefined;
  readonly reader?: ZipReader | undefined;
}

/** Google's module endpoint beside the official archives, which the go command finds for `direct` (the go-import tag of golang.org/toolchain). */
const DIRECT = 'https://go.dev/dl/mod';
const LIST_BYTES = 8 * 1024 * 1024;

/**
 * The module proxies of the go settings as one source. Its calls fail with `network`, `stalled`, `http-status`, `bad-index`,
 * `bad-redirect`, `bad-config`, and `offline` for GOPROXY=off.
 */
export function moduleProxy(run: Run, http: Http): ModuleProxy {
  const settings = goSettings(run);
  const authorized = withGoAuth(run, http);
  const turns = { world: run, settings, entries: settings.proxies };
  const baseOf = (entry: ProxyEntry): URL => {
    switch (entry.kind) {
      case 'url':
        return entry.url;
      case 'direct':
        return new URL(DIRECT);
      case 'off':
        throw proxyOff(settings);
    }
  };
  const get = async (base: URL, file: string, maxBytes: number): Promise<string | undefined> => {
    const bytes = await moduleGet(authorized, fileUrl(base, file), maxBytes);
    return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
  };
  return {
    info: (version) =>
      inTurn(turns, async (entry) => {
        const base = baseOf(entry);
        const text = await get(base, `${version}.info`, LIMITS.textBytes);
        if (text !== undefined) return { time: timeIn(text, version, base), base };
        const zip = fileUrl(base, `${version}.zip`);
        return zip.protocol === 'file:' && isThere(zip) ? { time: undefined, base } : undefined;
      }),
    versions: async () => {
      const text = await inTurn(turns, async (entry) => {
        const base = baseOf(entry);
        const list = await get(base, 'list', LIST_BYTES);
        return list ?? (base.protocol === 'file:' ? zipsBeside(fileUrl(base, 'list')) : undefined);
      });
      return versionsIn(text ?? '');
    },
    directory: async (version, signal) => {
      const found = await inTurn<RemoteZip | 'here'>(turns, async (entry) => {
        const zip = fileUrl(baseOf(entry), `${version}.zip`);
        if (zip.protocol === 'file:') return isThere(zip) ? 'here' : undefined;
        return await openRemoteZip(authorized, zip, signal);
      });
      return found === 'here' ? undefined : found;
    },
    zip: async (version, request) => {
      const got = await inTurn(turns, (entry, why) => {
        const base = baseOf(entry);
        if (why !== undefined) request.emit?.({ kind: 'next-source', url: displayUrl(base), why });
        const context = { ...request, http: authorized, world: run, version };
        return fetchZip(context, fileUrl(base, `${version}.zip`));
      });
      if (got !== undefined) return got;
      throw new GvError('no-release', `no module proxy of GOPROXY (${settings.from}) has ${version}`, {
        hint: 'gv list --remote shows the releases that can be had.',
      });
    },
  };
}

function fileUrl(base: URL, file: string): URL {
  return joinUrl(base, `${TOOLCHAIN_MODULE}/@v/${file}`);
}

/** Reads `{"Version":"…","Time":"…"}`, which must be about the version that was asked for. */
function timeIn(text: string, version: string, base: URL): Date | undefined {
  const info = parseJson(text);
  if (!isRecord(info) || info['Version'] !== version) {
    throw new GvError('bad-index', `the answer of ${displayUrl(base)} is not about ${version}`, {
      hint: 'Open that address in a browser to see its answer.',
    });
  }
  const time = new Date(typeof info['Time'] === 'string' ? info['Time'] : '');
  return Number.isNaN(time.getTime()) ? undefined : time;
}

/** The first word of each line, when it is a toolchain's version; a list may hold anything else. */
function versionsIn(text: string): readonly string[] {
  const words = text.split('\n').map((line) => line.trim().split(/\s+/)[0] ?? '');
  return [...new Set(words)].filter(isModuleVersion);
}

interface ZipContext extends ZipRequest {
  readonly http: Http;
  readonly world: World;
  readonly version: string;
}

async function fetchZip(on: ZipContext, url: URL): Promise<Downloaded | undefined> {
  if (url.protocol === 'file:') return await copyZip(on, url);
  let status = 0;
  const watched: Http = {
    ...on.http,
    get: async (target, options) => {
      const answer = await on.http.get(target, options);
      status = answer.status;
      return answer;
    },
  };
  const tail = tailAsker(on.http, url, on.reader);
  try {
    return await download(watched, on.world, {
      urls: [url],
      fileName: `${on.version}.zip`,
      destination: on.destination,
      maxBytes: LIMITS.archiveBytes,
      reader: on.reader,
      emit: (event) => {
        if (event.kind === 'start') tail.ask(event.total);
        on.emit?.(event);
      },
    });
  } catch (error) {
    if (hasCode(error, 'http-status') && isMissing(status)) return undefined;
    throw error;
  } finally {
    tail.stop();
  }
}

/** Copies the zip: another account that may write there could change the file between its proof and its unpacking. */
async function copyZip({ destination, emit }: ZipRequest, url: URL): Promise<Downloaded | undefined> {
  const [path, started] = [pathOfUrl(url), performance.now()];
  if (!isThere(url)) return undefined;
  const { handle, measured } = await copyCarried(path, destination);
  const shown = displayUrl(url);
  emit?.({ kind: 'start', url: shown, resumed: 0, total: measured.size });
  emit?.({ kind: 'bytes', received: measured.size, total: measured.size });
  const stats = { bytes: measured.size, resumedBytes: 0, retries: 0, ms: performance.now() - started };
  return { path: destination, handle, measured, isDoubtful: false, stats: { ...stats, url: shown } };
}
