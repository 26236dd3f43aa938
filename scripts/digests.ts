import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { LIST_NAME } from '../src/core/own/program-check.ts';
import { manifestText } from '../src/core/toolchain/manifest.ts';

/** The files under a directory by their paths in it, sorted; links are left out. */
export function filesUnder(directory: string): readonly string[] {
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)).replaceAll(sep, '/'))
    .toSorted();
}

/**
 * Writes the list of a directory's files into it: a line of sha256sum(1) for each, the list itself left out. `gv verify --self`
 * reads it, and so does `sha256sum -c` where gv cannot run.
 */
export function writeList(directory: string): void {
  const files = filesUnder(directory)
    .filter((path) => path !== LIST_NAME)
    .map((path) => ({ path, sha256: digestOf(join(directory, path)) }));
  writeFileSync(join(directory, LIST_NAME), manifestText(files));
}

function digestOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}
