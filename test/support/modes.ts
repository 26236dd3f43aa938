import { spawnSync } from 'node:child_process';
import { chownSync, lstatSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { whereIs } from './shells.ts';
import { unless } from './unless.ts';

/** Everything in a directory that is no link, itself included, with its mode: `trust/log 755`. */
export function modesIn(directory: string): readonly string[] {
  const inside = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isSymbolicLink())
    .map((entry) => join(entry.parentPath, entry.name));
  return [directory, ...inside]
    .map((path) => `${relative(directory, path)} ${(lstatSync(path).mode & 0o7777).toString(8)}`)
    .toSorted();
}

/** What of it others may write. */
export function looseIn(directory: string): readonly string[] {
  return modesIn(directory).filter(
    (line) => (Number.parseInt(line.split(' ').at(-1) ?? '', 8) & 0o022) !== 0,
  );
}

/** Before a command, to run it under a umask. */
export function under(umask: string): readonly string[] {
  return ['sh', '-c', `umask ${umask} && exec "$@"`, 'sh'];
}

/** Gives a whole tree to an account, links themselves too. */
export function giveTree(directory: string, uid: number, gid: number): void {
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    if (!entry.isSymbolicLink()) chownSync(join(entry.parentPath, entry.name), uid, gid);
  }
  chownSync(directory, uid, gid);
}

/** A default ACL that lets everybody write, as the kernel keeps it (linux/posix_acl_xattr.h): then no umask counts. */
const SET_DEFAULT_ACL = `
import os, struct, sys
entries = [(1, 7), (4, 7), (16, 7), (32, 7)]
acl = struct.pack('<I', 2) + b''.join(struct.pack('<HHI', tag, perm, 0xFFFFFFFF) for tag, perm in entries)
for path in sys.argv[1:]: os.setxattr(path, 'system.posix_acl_default', acl)
`;

const acls = unless(whereIs('python3') === undefined ? 'there is no python3 to set an ACL with' : undefined);

/** A test that gives directories a default ACL. */
export function withDefaultAcl(
  title: string,
  work: (setAcl: (directories: readonly string[]) => void) => void | Promise<void>,
): void {
  acls(title, async () => {
    await work((directories) => {
      const { status, stderr } = spawnSync('python3', ['-c', SET_DEFAULT_ACL, ...directories], {
        encoding: 'utf8',
      });
      if (status !== 0) throw new Error(stderr);
    });
  });
}
