import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { diskError } from '../disk/disk-error.ts';
import { leftOutLine } from './kept-output.ts';

/** The bytes of a log of one run. */
export const FILE_BYTES = 64 * 1024 * 1024;
/** The output of a child may show secrets of its user. */
const PRIVATE_MODE = 0o600;

/** A new file for all that a child writes, up to 64 MiB. Fails, as its methods do, with `disk`, `disk-full` or `permission`. */
export interface OutputFile {
  /** Parts of two streams may come at a time: they are written one after another. */
  write(part: Buffer): Promise<void>;
  /** Says on a last line how many bytes are missing, and closes the file. */
  close(): Promise<void>;
}

export async function openOutputFile(path: string): Promise<OutputFile> {
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
  const file = await open(path, flags, PRIVATE_MODE).catch((error: unknown) => {
    throw diskError(error, path);
  });
  let [written, leftOut] = [0, 0];
  let last = Promise.resolve();
  const append = async (part: Buffer): Promise<void> => {
    const kept = part.subarray(0, FILE_BYTES - written);
    written += kept.length;
    leftOut += part.length - kept.length;
    await writeAll(file, kept, path);
  };
  return {
    write(part) {
      const writing = last.then(() => append(part));
      last = writing.catch(() => undefined);
      return writing;
    },
    async close() {
      try {
        await last;
        if (leftOut > 0) await writeAll(file, Buffer.from(leftOutLine(leftOut)), path);
      } finally {
        await file.close();
      }
    },
  };
}

async function writeAll(file: FileHandle, bytes: Buffer, path: string): Promise<void> {
  try {
    if (bytes.length > 0) await file.writeFile(bytes);
  } catch (error) {
    throw diskError(error, path);
  }
}
