import type { FileHandle } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { LIMITS } from '../../core/limits.ts';
import type { Measured } from '../../core/measured.ts';
import { displayUrl } from '../../core/text/urls.ts';
import { GvError } from '../../errors.ts';
import type { World } from '../../world.ts';
import { readSmallBytes } from '../disk/read.ts';
import { copyCarried } from '../download/carried.ts';
import { download, type DownloadEvent, type DownloadStats } from '../download/download.ts';
import { fetchSmall } from '../http/fetch-small.ts';
import { isMissing, statusError } from '../http/http-error.ts';
import type { Http } from '../http/http.ts';

/** A file of a release, open on the bytes that were measured; the caller closes it. */
export interface GotFile {
  readonly path: string;
  readonly handle: FileHandle;
  readonly measured: Measured;
  /** The cost of the download; undefined for a copied file. */
  readonly stats?: DownloadStats;
}

export interface Wanted {
  readonly name: string;
  /** Lower-case hex. Decides only whether old bytes are worth keeping; the proof is the caller's. */
  readonly sha256: string;
  readonly emit: (event: DownloadEvent) => void;
}

/** A directory that holds a release of gv, on a server or on this machine. A place proves nothing. */
export interface ReleasePlace {
  /** For people, without credentials. */
  readonly name: string;
  /** A small file; undefined where there is none. */
  small(name: string): Promise<Uint8Array | undefined>;
  /** An archive, brought into the cache. */
  archive(wanted: Wanted): Promise<GotFile>;
}

/** Opens an http address or an absolute path. Fails with `bad-config` for anything else. */
export function releasePlace(http: Http, base: string): ReleasePlace {
  const url = URL.parse(`${base.replace(/\/+$/, '')}/`);
  if (url !== null && (url.protocol === 'https:' || url.protocol === 'http:')) return onServer(http, url);
  if (isAbsolute(base)) return onDisk(http.world, base);
  throw new GvError('bad-config', 'GV_INSTALL_BASE is neither an http address nor an absolute path', {
    hint: 'Set GV_INSTALL_BASE to the address, or to the directory, that holds SHA256SUMS.',
  });
}

function onServer(http: Http, base: URL): ReleasePlace {
  return {
    name: displayUrl(base),
    async small(name) {
      const url = new URL(name, base);
      // The file is signed, so an attacker on the way cannot forge it.
      const answer = await fetchSmall(http, url, { purpose: 'bytes', maxBytes: LIMITS.releaseSumsBytes });
      if (isMissing(answer.status)) return undefined;
      if (answer.status !== 200) throw statusError(answer.status, url.href);
      return answer.bytes;
    },
    async archive({ name, sha256, emit }) {
      return download(http, http.world, {
        urls: [new URL(name, base)],
        fileName: name,
        destination: cached(http.world, name),
        expectedSha256: sha256,
        maxBytes: LIMITS.archiveBytes,
        emit,
      });
    },
  };
}

function onDisk(world: World, base: string): ReleasePlace {
  return {
    name: base,
    small: (name) => Promise.resolve(readSmallBytes(join(base, name), LIMITS.releaseSumsBytes)),
    async archive({ name }) {
      const path = cached(world, name);
      return { path, ...(await copyCarried(join(base, name), path)) };
    },
  };
}

function cached(world: World, name: string): string {
  return join(world.layout.cache, name);
}
