import { closeSync, openSync, writeSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { Parser, type ReadEntry } from 'tar';
import { entryChecker } from '../../core/archive/entry-checker.ts';
import { LIMITS } from '../../core/limits.ts';
import { GvError } from '../../errors.ts';
import { onDisk } from '../disk/disk-error.ts';
import { heirOf } from '../disk/owner.ts';
import { makeDirectorySync } from '../disk/write.ts';

export interface ProgramPlace {
  /** An empty directory. */
  readonly into: string;
  /** The beginning of all names. */
  readonly top: string;
  readonly signal: AbortSignal;
}

/**
 * Unpacks a proven archive of gv itself, whose entries all lie under `top`. The package tar reads it, which also writes it:
 * `readArchive` takes only what Go's archive/tar writes, and an old gv must be able to read a release that is packed by
 * tools of its day. Sixty files, so one thread does.
 * Fails with `archive-hostile`, `disk-full`, `permission`, `disk` or `interrupted`; the caller drops the directory.
 */
export async function unpackProgram(handle: FileHandle, place: ProgramPlace): Promise<void> {
  const { signal } = place;
  const files = fileWriter(place);
  const feed = parserFor(files);
  const source = handle.createReadStream({ start: 0, autoClose: false });
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      done(feed.write(chunk));
    },
    final: (done) => done(feed.end()),
  });
  try {
    await pipeline(source, createGunzip(), sink, { signal });
  } catch (error) {
    if (error instanceof GvError) throw error;
    if (signal.aborted) throw new GvError('interrupted', 'interrupted while unpacking', { cause: error });
    throw damaged(error);
  } finally {
    files.close();
  }
}

interface Feed {
  write(chunk: Buffer): Error | undefined;
  end(): Error | undefined;
}

/** tar's parser with its events turned into calls. It reports from inside event handlers, so the first failure is kept. */
function parserFor(files: FileWriter): Feed {
  let failure: Error | undefined;
  let inflated = 0;
  const guarded = (act: () => void): void => {
    if (failure !== undefined) return;
    try {
      act();
    } catch (error) {
      failure = error instanceof Error ? error : new Error(String(error));
    }
  };
  const parser = new Parser({
    strict: true,
    onReadEntry: (entry: ReadEntry) => {
      guarded(() => files.open(entry));
      entry.on('data', (piece) => guarded(() => files.write(piece)));
      entry.on('end', () => guarded(() => files.close()));
    },
  });
  // Types it does not know are passed over by the parser.
  parser.on('ignoredEntry', (entry: ReadEntry) => guarded(() => files.open(entry)));
  parser.on('error', (error: Error) => {
    failure ??= damaged(error);
  });
  return {
    write(chunk) {
      // The parser would inflate a second time what looks compressed, past every count made here.
      if (inflated === 0 && chunk[0] === 0x1f && chunk[1] === 0x8b) return damaged('compressed twice');
      inflated += chunk.length;
      if (inflated > LIMITS.inflatedBytes) return damaged('inflates to too many bytes');
      parser.write(chunk);
      return failure;
    },
    end() {
      parser.end();
      return failure;
    },
  };
}

interface FileWriter {
  open(entry: Pick<ReadEntry, 'path' | 'type' | 'size' | 'mode'>): void;
  write(piece: Uint8Array): void;
  close(): void;
}

function fileWriter({ into, top }: ProgramPlace): FileWriter {
  const checker = entryChecker(top);
  let file: { readonly fd: number; readonly path: string } | undefined;
  return {
    open(entry) {
      const path = join(into, checker.check(entry));
      onDisk(path, () => {
        if (entry.type === 'Directory') return makeDirectorySync(path);
        makeDirectorySync(dirname(path));
        const mode = ((entry.mode ?? 0) & 0o100) === 0 ? 0o644 : 0o755;
        const fd = openSync(path, 'wx', mode);
        file = { fd, path };
        heirOf(dirname(path))?.(fd);
      });
    },
    write(piece) {
      if (file === undefined) return;
      const { fd, path } = file;
      onDisk(path, () => {
        for (let at = 0; at < piece.length;) at += writeSync(fd, piece, at);
      });
    },
    close() {
      if (file !== undefined) closeSync(file.fd);
      file = undefined;
    },
  };
}

function damaged(cause: unknown): GvError {
  return new GvError('archive-hostile', 'the archive is damaged: it is not a strict .tar.gz', { cause });
}
