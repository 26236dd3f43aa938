import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { freePort, startDaemon } from './daemon.ts';

/** OpenSSH's server re-executes itself, for which it wants its own path. */
const SSHD = '/usr/sbin/sshd';

/** Why no sshd can be started here; undefined where one can. */
export const SSHD_MISSING: string | undefined =
  spawnSync(SSHD, ['-V']).error === undefined ? undefined : 'this machine has no sshd';

export interface Sshd extends AsyncDisposable {
  readonly port: number;
  /** Its line of a known_hosts file. */
  readonly known: string;
  /** How many connections came, and the accounts that it let in, each with the way. */
  log(): { readonly connections: number; readonly accepted: number; readonly refused: number };
}

/** The account that runs the tests; sshd lets in no other without root. */
export const ACCOUNT = userInfo().username;

/** An sshd of the test's own on 127.0.0.1, which takes the keys of the `authorized` file in its folder. */
export async function startSshd(folder: string): Promise<Sshd> {
  const at = (name: string): string => join(folder, name);
  mkdirSync(folder, { recursive: true });
  // The directory of its separated process, which Debian's unit makes.
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
  makeKey(at('host'));
  writeFileSync(at('authorized'), '', { flag: 'a' });
  const port = await freePort();
  const lines = [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${at('host')}`,
    `AuthorizedKeysFile ${at('authorized')}`,
    `PidFile ${at('pid')}`,
    'StrictModes no',
    'UsePAM no',
    'PermitRootLogin yes',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    // The account's bash else reads its start-up file, as it does below sshd in the first level.
    'SetEnv SHLVL=1',
    'LogLevel VERBOSE',
  ];
  writeFileSync(at('sshd_config'), `${lines.join('\n')}\n`);
  const daemon = await startDaemon([SSHD, '-D', '-f', at('sshd_config'), '-E', at('log')], port);
  const [type = '', key = ''] = readFileSync(at('host.pub'), 'utf8').split(' ');
  return {
    port,
    known: `[127.0.0.1]:${port} ${type} ${key}\n`,
    log: () => {
      const text = readFileSync(at('log'), 'utf8');
      const count = (pattern: RegExp): number => [...text.matchAll(pattern)].length;
      return {
        // The first connection is the one by which the test learnt that the server listens.
        connections: count(/^Connection from /gm) - 1,
        accepted: count(/^Accepted publickey /gm),
        refused: count(/^Connection (?:closed|reset) by authenticating user .*\[preauth\]/gm),
      };
    },
    [Symbol.asyncDispose]: () => daemon[Symbol.asyncDispose](),
  };
}

/** Makes a key pair without or with a passphrase; the text of its public half. */
export function makeKey(path: string, passphrase = ''): string {
  const { status, stderr } = spawnSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', passphrase, '-f', path]);
  if (status !== 0) throw new Error(String(stderr));
  return readFileSync(`${path}.pub`, 'utf8');
}
