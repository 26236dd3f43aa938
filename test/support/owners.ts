import { lstatSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';

/** The entries of a directory, links themselves too, that belong to an account: by default to root. */
export function ownedIn(directory: string, uid = 0): readonly string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => lstatSync(path).uid === uid)
    .map((path) => relative(directory, path))
    .toSorted();
}
