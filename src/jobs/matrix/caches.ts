import { join } from 'node:path';
import type { Contender } from '../../core/matrix/cell.ts';
import { privateDirectory } from '../../io/disk/private-directory.ts';
import { temporaryDirectory } from '../../io/go/module-files.ts';
import type { World } from '../../world.ts';

export interface CacheRequest {
  readonly contenders: readonly Contender[];
  readonly isolate: boolean;
}

type CacheFinder = (index: number) => Readonly<Record<string, string>>;

/**
 * Runs `work` with the variables of a GOCACHE for each cell; all are removed at its end. Without `isolate` the cells share the user's:
 * the toolchain is part of the keys there (cmd/go/internal/cache).
 */
export async function withCaches<T>(
  world: World,
  { isolate }: CacheRequest,
  work: (cacheOf: CacheFinder) => Promise<T>,
): Promise<T> {
  if (!isolate) return work(() => ({}));
  await using directory = await privateDirectory(temporaryDirectory(world));
  return await work((index) => ({ GOCACHE: join(directory.path, String(index)) }));
}
