import { hash } from 'node:crypto';
import { chmodSync, closeSync, mkdirSync, openSync, statSync, utimesSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { LIMITS } from '../../core/limits.ts';
import type { CoveredFile } from '../../core/toolchain/judgement.ts';
import { isDiskFailure } from '../../errors.ts';
import { diskError, onDisk } from '../disk/disk-error.ts';
import { heirOf } from '../disk/owner.ts';
import { readSmallBytes } from '../disk/read.ts';

export interface CopyRequest {
  /** The tree that is only read. */
  readonly from: string;
  /** The tree that takes the files; none of them is there yet. */
  readonly into: string;
  readonly files: readonly CoveredFile[];
  readonly time: Date | undefined;
}

/**
 * Copies those files of a tree that have the digests of a list, with the modes of a release; gives what was copied. A file with
 * another content is left out, and so is one that cannot be read. Fails as writing does.
 */
export function copyListed({ from, into, files, time }: CopyRequest): readonly CoveredFile[] {
  const give = heirOf(into);
  const made = new Set<string>();
  const copied: CoveredFile[] = [];
  for (const file of files) {
    const source = `${from}/${file.path}`;
    const bytes = contentOf(source);
    if (bytes === undefined || hash('sha256', bytes) !== file.sha256) continue;
    const target = `${into}/${file.path}`;
    makeParents(into, file.path, made);
    try {
      writeNew(target, bytes);
      give?.(target);
      chmodSync(target, isProgram(source) ? 0o755 : 0o644);
      if (time !== undefined) utimesSync(target, time, time);
    } catch (error) {
      throw diskError(error, target);
    }
    copied.push(file);
  }
  return copied;
}

function writeNew(target: string, bytes: Uint8Array): void {
  const fd = openSync(target, 'wx', 0o600);
  try {
    for (let at = 0; at < bytes.length;) at += writeSync(fd, bytes, at);
  } finally {
    closeSync(fd);
  }
}

function contentOf(path: string): Uint8Array | undefined {
  try {
    return readSmallBytes(path, LIMITS.entryBytes);
  } catch (error) {
    if (isDiskFailure(error)) return undefined;
    throw error;
  }
}

function isProgram(path: string): boolean {
  return (onDisk(path, (file) => statSync(file)).mode & 0o100) !== 0;
}

function makeParents(into: string, path: string, made: Set<string>): void {
  const parent = dirname(path);
  if (parent === '.' || made.has(parent)) return;
  makeParents(into, parent, made);
  made.add(parent);
  onDisk(`${into}/${parent}`, (directory) => {
    mkdirSync(directory, { recursive: true, mode: 0o755 });
    heirOf(into)?.(directory);
  });
}
