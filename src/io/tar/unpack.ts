import { createHash, hash, type Hash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { entryChecker } from '../../core/archive/entry-checker.ts';
import { VERSION_BYTES, VERSION_FILE } from '../../core/archive/tree-names.ts';
import { type ArchiveOptions, type ArchiveVisitor, readArchive } from './tar-reader.ts';
import { stepList, type Steps } from './unpack-protocol.ts';
import { startWriter } from './unpack-writer.ts';

/** A tree in staging, as it was written. */
export interface Unpacked {
  /** Files in the order of the archive, without `go/`, with the SHA-256 (hex) of the bytes written. */
  readonly files: readonly { readonly path: string; readonly sha256: string }[];
  /** Every directory that was named or implied, without `go/`. */
  readonly directories: ReadonlySet<string>;
  readonly bytes: number;
  /** Text of `go/VERSION`; empty when the archive has none. */
  readonly versionFile: string;
}

export interface UnpackOptions extends ArchiveOptions {
  /** True for the files and directories, without `go/`, to write: the others are only read and checked. Default: all. */
  readonly only?: (path: string) => boolean;
}

const everything = (): boolean => true;
const PREFIX = 'go/';

/**
 * Unpacks a proven archive into an empty directory: inflated in one thread, parsed, checked and hashed in this one,
 * written in a third. A proven archive may still be hostile, so that every check applies.
 * Fails with `archive-hostile`, `disk-full`, `permission`, `disk` or `interrupted`; the caller drops the directory.
 */
export async function unpack(handle: FileHandle, into: string, options: UnpackOptions): Promise<Unpacked> {
  const writer = startWriter(into);
  const record = recorder(options.only ?? everything);
  try {
    await readArchive(
      handle,
      { ...record.visitor, chunk: async (chunk) => writer.send(chunk, record.take()) },
      options,
    );
    await writer.finish();
  } finally {
    await writer.stop();
  }
  return record.result();
}

/** Gives the same as `unpack`, with every digest, without writing: for an archive whose proof is over its content. Fails as `readArchive` does. */
export async function hashTree(handle: FileHandle, options: ArchiveOptions): Promise<Unpacked> {
  const record = recorder(everything);
  const forget = (): Promise<void> => {
    record.take();
    return Promise.resolve();
  };
  await readArchive(handle, { ...record.visitor, chunk: forget }, options);
  return record.result();
}

interface Recorder {
  readonly visitor: Pick<ArchiveVisitor, 'entry' | 'data' | 'entryEnd'>;
  /** The steps since the last call, for the chunk that was read since; their ranges are ranges of that chunk. */
  take(): Steps;
  result(): Unpacked;
}

function recorder(only: (path: string) => boolean): Recorder {
  const checker = entryChecker();
  const files: { path: string; sha256: string }[] = [];
  const directories = new Set<string>();
  let steps: (string | number)[] = [];
  let list = stepList(steps);
  let current: { readonly path: string; readonly digest: Digester } | undefined;
  let versionFile = '';

  return {
    visitor: {
      entry(entry) {
        const path = checker.check(entry);
        current = undefined;
        if (!only(path.slice(PREFIX.length))) return;
        if (entry.type === 'Directory') {
          directories.add(path.slice(PREFIX.length));
          return list.directory(path);
        }
        current = { path, digest: digester(entry.size) };
        addParents(directories, path);
        list.open(path, (entry.mode & 0o111) === 0 ? 0o644 : 0o755, entry.mtime);
      },
      data(piece, from) {
        if (current === undefined) return;
        current.digest.update(piece);
        if (current.path === VERSION_FILE && versionFile.length < VERSION_BYTES) {
          versionFile += Buffer.from(piece).toString('latin1');
        }
        list.write(from, piece.length);
      },
      entryEnd() {
        if (current === undefined) return;
        files.push({ path: current.path.slice(PREFIX.length), sha256: current.digest.hex() });
        current = undefined;
        list.close();
      },
    },
    take() {
      const taken = steps;
      steps = [];
      list = stepList(steps);
      return taken;
    },
    result: () => ({ files, directories, bytes: checker.bytes, versionFile }),
  };
}

function addParents(directories: Set<string>, path: string): void {
  for (let cut = path.lastIndexOf('/'); cut > PREFIX.length; cut = path.lastIndexOf('/', cut - 1)) {
    const parent = path.slice(PREFIX.length, cut);
    if (directories.has(parent)) return;
    directories.add(parent);
  }
}

interface Digester {
  update(piece: Uint8Array): void;
  hex(): string;
}

const NOTHING = hash('sha256', '');

/**
 * SHA-256 of one entry. Most files arrive in one piece, for which the one-shot function is twice as fast, and leaves no
 * object behind whose memory is freed late: an archive may consist of empty files.
 */
function digester(size: number): Digester {
  let running: Hash | undefined;
  let whole = size === 0 ? NOTHING : undefined;
  return {
    update(piece) {
      if (piece.length === size) whole = hash('sha256', piece);
      else (running ??= createHash('sha256')).update(piece);
    },
    hex: () => whole ?? (running ?? createHash('sha256')).digest('hex'),
  };
}
