import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, startDaemon } from './daemon.ts';

export interface SquidOptions {
  /** Host names that lead to 127.0.0.1; it resolves no others, and connects to nothing else. */
  readonly hosts: readonly string[];
  /** Lines of an htpasswd file: nobody else is let in. */
  readonly users?: string;
}

export interface Squid extends AsyncDisposable {
  readonly port: number;
  /** Lines such as `200 CONNECT go.dev:443` and `200 GET http://go.dev/dl`; a tunnel gets its line when it is closed. */
  log(): Promise<readonly string[]>;
}

/** A squid of the test's own on 127.0.0.1. */
export async function startSquid({ hosts, users }: SquidOptions): Promise<Squid> {
  const folder = await mkdtemp(join(tmpdir(), 'gv-test-squid-'));
  const at = (name: string): string => join(folder, name);
  const port = await freePort();
  await writeFile(at('hosts'), hosts.map((host) => `127.0.0.1 ${host}\n`).join(''));
  await writeFile(at('users'), users ?? '');
  await writeFile(at('squid.conf'), configuration(at, { port, hosts, guarded: users !== undefined }));
  await writeFile(at('access.log'), '');
  // Started by root, squid becomes this user.
  if (process.getuid?.() === 0) spawnSync('chown', ['-R', USER, folder]);
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  const daemon = await startDaemon(['squid', '-N', '-f', at('squid.conf')], port).catch(
    async (error: unknown) => {
      await remove();
      throw error;
    },
  );
  return {
    port,
    log: async () => {
      const lines = (await readFile(at('access.log'), 'utf8')).split('\n');
      return lines.filter((line) => /^[1-9]/.test(line));
    },
    [Symbol.asyncDispose]: async () => {
      await daemon[Symbol.asyncDispose]();
      await remove();
    },
  };
}

const USER = 'proxy';
/** Where Debian keeps the program that checks passwords for squid. */
const CHECKER = '/usr/lib/squid/basic_ncsa_auth';

interface Settings {
  readonly port: number;
  readonly hosts: readonly string[];
  readonly guarded: boolean;
}

function configuration(at: (name: string) => string, { port, hosts, guarded }: Settings): string {
  const check = `auth_param basic program ${CHECKER} ${at('users')}
acl known proxy_auth REQUIRED
http_access deny !known`;
  return `
http_port 127.0.0.1:${port}
visible_hostname squid.invalid
cache_effective_user ${USER}
hosts_file ${at('hosts')}
dns_nameservers 127.0.0.1
pid_filename ${at('squid.pid')}
cache_log ${at('cache.log')}
logformat asked %>Hs %rm %ru
access_log stdio:${at('access.log')} asked
coredump_dir ${at('.')}
cache deny all
cache_mem 8 MB
memory_cache_shared off
max_filedescriptors 256
netdb_filename none
pinger_enable off
shutdown_lifetime 0 seconds
${guarded ? check : ''}
acl ours dstdomain ${hosts.join(' ')}
http_access allow ours
http_access deny all
`;
}
