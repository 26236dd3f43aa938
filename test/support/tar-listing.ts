import { createHash } from 'node:crypto';
import { Parser, type ReadEntry } from 'tar';
import { entryChecker } from '../../src/core/archive/entry-checker.ts';
import { tarStream } from '../../src/core/archive/tar-stream.ts';
import { GvError } from '../../src/errors.ts';

/** What a reader found in a tar: a line for each entry, then how it ended. */
export type Listing = readonly string[];

/** One entry as a line; `sha256` is that of its content. */
export function listed(entry: {
  readonly path: string;
  readonly type: string;
  readonly size: number;
  readonly mode: number;
  readonly mtime: number;
  readonly sha256: string;
}): string {
  const { path, type, size, mode, mtime, sha256 } = entry;
  return [JSON.stringify(path), type, size, mode.toString(8), mtime, sha256].join(' ');
}

/** A parser of the package tar, whose entries are told as `listed` does. */
export function packageLister(): { readonly parser: Parser; readonly lines: readonly string[] } {
  const lines: string[] = [];
  const parser = new Parser({
    strict: true,
    onReadEntry: (entry: ReadEntry) => {
      const hash = createHash('sha256');
      entry.on('data', (piece) => void hash.update(piece));
      entry.on('end', () => {
        const mode = (entry.mode ?? 0) & 0o777;
        const mtime = Math.floor((entry.mtime?.getTime() ?? 0) / 1000);
        const { path, type, size } = entry;
        lines.push(listed({ path, type, size, mode, mtime, sha256: hash.digest('hex') }));
      });
    },
  });
  return { parser, lines };
}

/** Reads a tar with gv's reader and its check of entries, handed over in pieces of the lengths that `next` gives. */
export function listTar(tar: Uint8Array, next: () => number): Listing {
  const lines: string[] = [];
  let hash = createHash('sha256');
  let line = (_sha256: string): string => '';
  let chunk = new Uint8Array();
  const checker = entryChecker();
  const stream = tarStream({
    entry(entry) {
      checker.check(entry);
      hash = createHash('sha256');
      line = (sha256) => listed({ ...entry, sha256 });
    },
    data(piece, from) {
      // What is handed on is the place in the chunk that it says it is.
      if (piece.buffer !== chunk.buffer || piece.byteOffset !== chunk.byteOffset + from)
        throw new Error('moved');
      hash.update(piece);
    },
    entryEnd: () => void lines.push(line(hash.digest('hex'))),
  });
  try {
    for (let at = 0; at < tar.length;) {
      chunk = tar.slice(at, at + next());
      at += chunk.length;
      stream.write(chunk);
    }
    stream.end();
    lines.push('end');
  } catch (error) {
    if (!(error instanceof GvError) || error.code !== 'archive-hostile') throw error;
    lines.push(error.message);
  }
  return lines;
}
