import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { addToolchain } from './gv-home.ts';
import type { SourceGv } from './source-gv.ts';

/** Small files that gv reads, from the folder of a `SourceGv`; the command that reads each; how gv ends where the file cannot be read. */
export const SMALL_FILES: readonly (readonly [string, string, readonly string[], number])[] = [
  ['a pin, before it is replaced', 'project/.go-version', ['use', '1.22.5'], 2],
  ['the pins of a project', 'project/.tool-versions', ['use', '1.22.5'], 6],
  ['the config', 'root/config.json', ['config', 'list'], 6],
  [
    'the signature of a carried archive',
    'project/go1.22.5.linux-amd64.tar.gz.asc',
    ['verify', './go1.22.5.linux-amd64.tar.gz'],
    6,
  ],
  ['a key file', 'project/keys.asc', ['key', 'import', 'keys.asc'], 6],
  ['the cached index', 'root/cache/index.json', ['list', '--remote', '--offline'], 4],
  ['a receipt, which then counts as none', 'root/receipts/1.22.5.json', ['list'], 0],
];

/** Makes what a command needs beside the file that it reads. */
export function furnish({ folder }: SourceGv, path: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  if (path.endsWith('.gz.asc')) writeFileSync(join(folder, path.slice(0, -'.asc'.length)), 'archive');
  if (!path.endsWith('index.json')) addToolchain(join(folder, 'root'), '1.22.5');
}
