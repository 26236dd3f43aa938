import { createHash, hash, type Hash } from 'node:crypto';
import { entryChecker } from '../../core/archive/entry-checker.ts';
import type { TarEntry } from '../../core/archive/tar-header.ts';
import type { TarVisitor } from '../../core/archive/tar-stream.ts';
import { VERSION_BYTES, VERSION_FILE } from '../../core/archive/tree-names.ts';
import { isInModule } from '../../trust/log/module-h1.ts';

/** The files and directories to take: the others are only read and checked. */
export type TreePart = 'everything' | 'module';

/** Takes the tree of an archive; names are checked, and begin with `go`. */
export interface TreeSink {
  directory(path: string): void;
  open(path: string, entry: TarEntry): void;
  /** The next bytes of the open file. */
  write(piece: Uint8Array): void;
  close(): void;
}

/** The facts about a tree. */
export interface Unpacked {
  /** Files in the order of the archive, without `go/`, with the SHA-256 (hex) of their bytes. */
  readonly files: readonly { readonly path: string; readonly sha256: string }[];
  /** Every directory that was named or implied, without `go/`. */
  readonly directories: ReadonlySet<string>;
  readonly bytes: number;
  /** Text of `go/VERSION`; empty when the archive has none. */
  readonly versionFile: string;
}

/** Whether an official archive has the file as a program. */
export function isProgram({ mode }: TarEntry): boolean {
  return (mode & 0o111) !== 0;
}

const PREFIX = 'go/';

export interface Recorder {
  readonly visitor: TarVisitor;
  readonly result: () => Unpacked;
}

/** Checks the entries of an archive, hashes its files and hands them on to a sink. */
export function recorder(part: TreePart, sink: TreeSink): Recorder {
  const checker = entryChecker();
  const files: { path: string; sha256: string }[] = [];
  const directories = new Set<string>();
  let current: { readonly path: string; readonly digest: Digester } | undefined;
  let versionFile = '';
  const visitor: TarVisitor = {
    entry(entry) {
      const path = checker.check(entry);
      current = undefined;
      if (part === 'module' && !isInModule(path.slice(PREFIX.length))) return;
      if (entry.type === 'Directory') {
        directories.add(path.slice(PREFIX.length));
        return sink.directory(path);
      }
      current = { path, digest: digester(entry.size) };
      addParents(directories, path);
      sink.open(path, entry);
    },
    data(piece) {
      if (current === undefined) return;
      current.digest.update(piece);
      if (current.path === VERSION_FILE && versionFile.length < VERSION_BYTES) {
        versionFile += Buffer.from(piece).toString('latin1');
      }
      sink.write(piece);
    },
    entryEnd() {
      if (current === undefined) return;
      files.push({ path: current.path.slice(PREFIX.length), sha256: current.digest.hex() });
      current = undefined;
      sink.close();
    },
  };
  return { visitor, result: () => ({ files, directories, bytes: checker.bytes, versionFile }) };
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
