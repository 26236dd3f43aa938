import { createHash, hash } from 'node:crypto';
import { fstatSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { toolDirectories, VERSION_BYTES, VERSION_FILE } from '../../core/archive/tree-names.ts';
import { parseZipDirectory, type ZipRecord } from '../../core/archive/zip-directory.ts';
import { parseZipEnd, ZIP_END_BYTES } from '../../core/archive/zip-end.ts';
import { zipRefusal } from '../../core/archive/zip-refusal.ts';
import { zipTree, type ZipTree } from '../../core/archive/zip-tree.ts';
import { GvError } from '../../errors.ts';
import { h1Of } from '../../trust/log/h1.ts';
import { diskError } from '../disk/disk-error.ts';
import type { Inspected } from '../tar/inspect.ts';
import type { Unpacked } from '../tar/recorder.ts';
import { isSmall, readRange, streamContent, WHOLE_BYTES, wholeContent } from './zip-content.ts';

/** A zip's tree with its digests. */
export interface HashedZip extends Unpacked {
  /** The h1 over the zip's own names; for a module zip, the checksum database must have the same. */
  readonly h1: string;
}

/** Reads and checks the directory of a zip whose names all begin with `prefix`. Fails with `archive-hostile` or `disk`. */
export function readZipTree({ fd }: FileHandle, prefix: string): ZipTree {
  try {
    const { size } = fstatSync(fd);
    if (size < ZIP_END_BYTES) throw zipRefusal('is too short to be one');
    const tail = readRange(fd, { from: size - ZIP_END_BYTES, length: ZIP_END_BYTES });
    const end = parseZipEnd(tail, size);
    return zipTree(parseZipDirectory(readRange(fd, end), end), prefix);
  } catch (error) {
    throw diskError(error, 'the zip');
  }
}

const PREFIX = 'go/';

/** A tree and the SHA-256 (hex) of each of its files, in their order, as one value. */
export function hashedZip(tree: ZipTree, digests: readonly string[], versionFile: string): HashedZip {
  const hashed = tree.files.map(({ record, path }, index) => ({
    name: record.name,
    path: path.slice(PREFIX.length),
    sha256: digests[index] ?? '',
  }));
  return {
    files: hashed.map(({ path, sha256 }) => ({ path, sha256 })),
    directories: directoriesOf(tree),
    bytes: tree.bytes,
    versionFile,
    h1: h1Of(hashed),
  };
}

function directoriesOf(tree: ZipTree): ReadonlySet<string> {
  return new Set(tree.directories.filter((it) => it !== 'go').map((it) => it.slice(PREFIX.length)));
}

/** Inflates and hashes every file of a zip; nothing is written. Fails with `archive-hostile` or `disk`. */
export async function hashZip(handle: FileHandle, prefix: string, signal: AbortSignal): Promise<HashedZip> {
  const tree = readZipTree(handle, prefix);
  const window = Buffer.allocUnsafeSlow(WHOLE_BYTES);
  const digests: string[] = [];
  for (const { record } of tree.files) {
    if (signal.aborted) throw new GvError('interrupted', 'interrupted while reading the zip');
    digests.push(await digestOf(handle.fd, record, window));
  }
  return hashedZip(tree, digests, versionIn(handle, tree));
}

async function digestOf(fd: number, record: ZipRecord, window: Buffer): Promise<string> {
  if (isSmall(record)) return hash('sha256', wholeContent(fd, record, window));
  const digest = createHash('sha256');
  await streamContent(fd, record, (piece) => void digest.update(piece));
  return digest.digest('hex');
}

/** The facts about a zip that `inspect` gives about a tar.gz. Fails with `archive-hostile` or `disk`. */
export function inspectZip(handle: FileHandle, prefix: string): Inspected {
  const tree = readZipTree(handle, prefix);
  return { versionFile: versionIn(handle, tree), toolDirectories: toolDirectories(directoriesOf(tree)) };
}

function versionIn({ fd }: FileHandle, tree: ZipTree): string {
  const record = tree.files.find(({ path }) => path === VERSION_FILE)?.record;
  if (record === undefined || record.size > VERSION_BYTES || !isSmall(record)) return '';
  const window = Buffer.allocUnsafe(record.to - record.from);
  return Buffer.from(wholeContent(fd, record, window)).toString('latin1');
}
