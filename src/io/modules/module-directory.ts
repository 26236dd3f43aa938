import { dirname } from 'node:path';
import { GvError, isDiskFailure } from '../../errors.ts';
import { entryKind, namesIn } from '../disk/read.ts';
import { pathOfUrl } from './module-get.ts';

/**
 * The go command's own module cache, read through `GOPROXY=file:///…/cache/download`, has the zips of toolchains it fetched
 * and neither list nor `.info`. Below a file URL, gv therefore lists the zips themselves.
 */

/** Whether the file of a URL is there. Fails with `bad-config` for a URL without a path. */
export function isThere(url: URL): boolean {
  return entryKind(pathOfUrl(url)) !== 'absent';
}

/** Versions that have a zip beside the list, a line each; undefined when the directory is not there. Fails with `network` when it cannot be read. */
export function zipsBeside(list: URL): string | undefined {
  const directory = dirname(pathOfUrl(list));
  try {
    const zips = namesIn(directory).filter((name) => name.endsWith('.zip'));
    return zips.length === 0 ? undefined : zips.map((name) => `${name.slice(0, -'.zip'.length)}\n`).join('');
  } catch (error) {
    if (!isDiskFailure(error)) throw error;
    throw new GvError('network', `cannot read ${directory}: ${error.message}`, { cause: error });
  }
}
