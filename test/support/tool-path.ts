import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GvHome } from './gv-home.ts';

/** A PATH with the system's tools except some; Debian's `sh` among them. */
export function pathWithout(box: GvHome, ...missing: readonly string[]): string {
  const bin = join(box.directory, 'tools');
  mkdirSync(bin);
  const names =
    'sh cat cp mv rm rmdir mkdir chmod ln find sort tr head tail sed grep uname id ls chown tar gzip xargs cut sync readlink dirname env curl wget sha256sum openssl shasum cmp sleep node';
  for (const name of names.split(' ').filter((tool) => !missing.includes(tool))) {
    const found = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).stdout.trim();
    if (found.startsWith('/')) symlinkSync(found, join(bin, name));
  }
  return bin;
}

/** As `pathWithout`, on a system that says another name of itself, and without a Node. */
export function withUname(system: string, machine: string) {
  return (box: GvHome): Readonly<Record<string, string>> => {
    const bin = pathWithout(box, 'uname', 'node');
    const text = `#!/bin/sh\ncase $1 in -s) echo ${system} ;; -m) echo ${machine} ;; *) echo ${system} ${machine} ;; esac\n`;
    writeFileSync(join(bin, 'uname'), text, { mode: 0o755 });
    return { PATH: bin };
  };
}
