import { join } from 'node:path';
import { GvError } from '../../errors.ts';
import { removeTree } from '../disk/write.ts';
import type { PartReader } from '../download/part-file.ts';
import { startUnpacking, type UnpackedTree, type Unpacker, type UnpackOptions } from './unpack-thread.ts';

/**
 * An archive that is unpacked while it arrives. The reader of a hostile or damaged one ends, and the download goes on: the digest
 * of the whole then says what it was.
 */
export interface ArchiveAhead {
  readonly reader: PartReader;
  /** The tree, once the archive has arrived; the same for all calls. Fails as `unpack` does. */
  tree(): Promise<UnpackedTree>;
  /** Ends all writing and clears the directory. */
  clear(): Promise<void>;
  stop(): Promise<void>;
}

/** Prepares to unpack into `into`/go. Progress is reported only once the archive has arrived. */
export function unpackAhead(into: string, options: UnpackOptions): ArchiveAhead {
  let isArrived = false;
  let ended: Promise<UnpackedTree> | undefined;
  const start = (): Unpacker =>
    startUnpacking(into, {
      ...options,
      progress: (bytes) => {
        if (isArrived) options.progress?.(bytes);
      },
    });
  // The thread's start takes as long as the server's answer.
  let unpacking: Unpacker | undefined = start();
  const stop = async (): Promise<void> => {
    const stopped = unpacking;
    unpacking = undefined;
    await stopped?.stop();
  };
  const clear = async (): Promise<void> => {
    await stop();
    await removeTree(join(into, 'go'));
  };
  const end = async (): Promise<UnpackedTree> => {
    isArrived = true;
    if (unpacking === undefined)
      throw new GvError('failed', 'an archive was unpacked of which nothing arrived');
    return await unpacking.end();
  };
  return {
    // The next download of the archive, if there is one, begins with its first byte.
    reader: { arrived: (bytes) => (unpacking ??= start()).take(bytes), gone: clear },
    tree() {
      ended ??= end();
      ended.catch(() => undefined);
      return ended;
    },
    clear,
    stop,
  };
}
