import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { entryChecker } from '../../core/archive/entry-checker.ts';
import { onDisk } from '../disk/disk-error.ts';
import { type ArchiveVisitor, readArchive, type ReadOptions } from './tar-reader.ts';

/**
 * Unpacks a proven archive of gv itself, whose entries all lie under `top`, into an empty directory. Sixty files, so one
 * thread does. Fails with `archive-hostile`, `disk-full`, `permission`, `disk` or `interrupted`; the caller drops the directory.
 */
export async function unpackProgram(
  handle: FileHandle,
  { into, top }: { readonly into: string; readonly top: string },
  options: ReadOptions,
): Promise<void> {
  const checker = entryChecker(top);
  let open: { readonly fd: number; readonly path: string } | undefined;
  const close = (): void => {
    if (open !== undefined) closeSync(open.fd);
    open = undefined;
  };
  const visitor: ArchiveVisitor = {
    entry(entry) {
      const path = join(into, checker.check(entry));
      onDisk(path, () => {
        if (entry.type === 'Directory') return void mkdirSync(path, { recursive: true, mode: 0o755 });
        mkdirSync(dirname(path), { recursive: true, mode: 0o755 });
        open = { fd: openSync(path, 'wx', (entry.mode & 0o100) === 0 ? 0o644 : 0o755), path };
      });
    },
    data(piece) {
      if (open === undefined) return;
      const { fd, path } = open;
      onDisk(path, () => {
        for (let at = 0; at < piece.length;) at += writeSync(fd, piece, at);
      });
    },
    entryEnd: close,
  };
  try {
    await readArchive(handle, visitor, options);
  } finally {
    close();
  }
}
