import { join } from 'node:path';
import { moduleVersionOf, TOOLCHAIN_MODULE } from '../../core/release/module-name.ts';
import type { World } from '../../world.ts';
import { entryKind } from '../disk/read.ts';

/**
 * The `go` of a toolchain that the go command downloaded earlier, and now runs without a request; undefined without a
 * complete download (go: cmd/go/internal/modfetch, DownloadDir). `setting` gives the go settings, `name` is e.g.
 * `go1.22.5`.
 */
export function cachedToolchain(
  world: World,
  setting: (name: string) => string,
  name: string,
): string | undefined {
  const cache = cacheDirectory(world, setting);
  if (cache === undefined) return undefined;
  const version = moduleVersionOf(name, world.platform);
  const record = join(cache, 'cache', 'download', TOOLCHAIN_MODULE, '@v', version);
  const isWhole = entryKind(`${record}.ziphash`) === 'file' && entryKind(`${record}.partial`) === 'absent';
  const go = join(cache, `${TOOLCHAIN_MODULE}@${version}`, 'bin', 'go');
  // Before its first run no file in it is executable; the go command then sets the modes.
  return isWhole && entryKind(go) === 'file' ? go : undefined;
}

/** The module cache: GOMODCACHE, else `pkg/mod` of the first GOPATH; undefined where neither is known. */
export function cacheDirectory(world: World, setting: (name: string) => string): string | undefined {
  const asked = setting('GOMODCACHE');
  if (asked !== '') return asked;
  const [gopath = ''] = setting('GOPATH').split(':');
  if (gopath !== '') return join(gopath, 'pkg', 'mod');
  const home = world.env['HOME'] ?? '';
  return home === '' ? undefined : join(home, 'go', 'pkg', 'mod');
}
