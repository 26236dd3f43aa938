import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NO_NAMESERVER } from './nameservers.ts';

/** Why no program can have an /etc of its own with nameservers of the test; undefined where one can. */
export const NO_OWN_ETC = NO_NAMESERVER ?? unshareMissing();

function unshareMissing(): string | undefined {
  const tried = spawnSync('unshare', ['-m', 'mount', '--bind', '/tmp', '/etc']);
  return tried.status === 0 ? undefined : 'no mount namespace can be made here';
}

/** A directory that programs see in the place of /etc. */
export interface OwnEtc extends Disposable {
  readonly folder: string;
  write(name: string, text: string): void;
  remove(name: string): void;
  /** The words that run a command with this /etc, in a mount namespace of its own. */
  under(command: readonly string[]): readonly string[];
}

export function ownEtc(files: Readonly<Record<string, string>>): OwnEtc {
  const folder = mkdtempSync(join(tmpdir(), 'gv-test-etc-'));
  const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
  const always = {
    hosts: '127.0.0.1 localhost\n',
    'nsswitch.conf': 'hosts: files dns\n',
    passwd: 'root:x:0:0::/:/bin/sh\n',
  };
  for (const [name, text] of Object.entries({ ...always, ...files })) write(name, text);
  return {
    folder,
    write,
    remove: (name) => rmSync(join(folder, name)),
    under: (command) => [
      'unshare',
      '-m',
      'sh',
      '-c',
      'mount --bind "$0" /etc && exec "$@"',
      folder,
      ...command,
    ],
    [Symbol.dispose]: () => rmSync(folder, { recursive: true }),
  };
}
