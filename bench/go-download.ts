import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Contestant } from './contest.ts';

export interface GoDownloadRequest {
  /** An empty directory of its own. */
  readonly folder: string;
  readonly version: string;
  readonly goproxy: string;
}

/** The go command's own download of a toolchain, into an empty module cache, proven by the checksum database as gv's is. */
export function goDownload({ folder, version, goproxy }: GoDownloadRequest): Contestant {
  const cache = join(folder, 'mod');
  const env = {
    ...process.env,
    HOME: folder,
    GOPATH: join(folder, 'go'),
    GOMODCACHE: cache,
    GOFLAGS: '-modcacherw',
    GOTOOLCHAIN: `go${version}`,
    GOPROXY: goproxy,
  };
  return {
    name: 'go',
    command: ['go', 'version'],
    place: { cwd: folder, env },
    before: () => {
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(cache, { recursive: true });
    },
    made: () => [join(cache, 'golang.org', `toolchain@v0.0.1-go${version}.linux-amd64`, 'bin', 'go')],
  };
}

/** gv's install of a release through a module proxy. */
export interface GvDownloadRequest {
  readonly box: { readonly root: string; readonly project: string; readonly env: Contestant['place']['env'] };
  readonly version: string;
  /** Names under the root that are removed before each run. */
  readonly removed: readonly string[];
}

export function gvDownload({ box, version, removed }: GvDownloadRequest): Contestant {
  return {
    name: 'gv',
    command: [join(box.root, 'bin', 'gv'), 'install', '-q', version],
    place: { cwd: box.project, env: box.env },
    before: () => {
      for (const name of removed) rmSync(join(box.root, name), { recursive: true, force: true });
    },
    made: () => [join(box.root, 'versions', version, 'bin', 'go')],
  };
}
