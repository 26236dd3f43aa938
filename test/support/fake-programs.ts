import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What gv, its launcher or a program of theirs might call by name. */
const NAMES = [
  'sync git sh node cat tar env uname id rm mv cp ln mkdir chmod sed grep cut tr head mktemp readlink',
  'dirname basename curl npm',
].flatMap((names) => names.split(' '));

/** Fills a directory with programs that only note their names, for PATHs that lead there; gives what ran. */
export async function fakePrograms(directory: string): Promise<() => Promise<string>> {
  const notes = join(directory, 'ran');
  await mkdir(directory, { recursive: true });
  for (const name of NAMES) {
    const path = join(directory, name);
    await writeFile(path, `#!/bin/sh\necho ${name} "$@" >>'${notes}'\n`);
    await chmod(path, 0o755);
  }
  return async () => (existsSync(notes) ? readFile(notes, 'utf8') : '');
}
