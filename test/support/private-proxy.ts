import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openHttp } from '../../src/io/http/http.ts';
import { type ModuleInfo, moduleProxy } from '../../src/io/modules/module-proxy.ts';
import { MODULE_TIME, type ModuleProxyServer, startModuleProxy } from './module-proxy.ts';
import { QUICK } from './release-limits.ts';
import { makeAuthority } from './release-tls.ts';
import { runIn, testWorld, type TestWorld } from './test-world.ts';

/** The file that `info` asks for. */
export const INFO_PATH = '/golang.org/toolchain/@v/v0.0.1-go1.22.5.linux-amd64.info';
const VERSION = 'v0.0.1-go1.22.5.linux-amd64';
/** What it serves. */
export const ZIPS = { [VERSION]: Buffer.from('PK\u0003\u0004') };

/** The Authorization header of a `user:password` (RFC 7617). */
export function basic(pair: string): string {
  return `Basic ${btoa(pair)}`;
}

/** What a proxy at this address says of its one version. */
export function infoAt(url: string): ModuleInfo {
  return { time: new Date(MODULE_TIME), base: new URL(url) };
}

export interface PrivateProxy extends AsyncDisposable {
  readonly server: ModuleProxyServer;
  readonly world: TestWorld;
  /** What the server saw as Authorization, a request each. */
  readonly logins: readonly (string | undefined)[];
  info(env?: Readonly<Record<string, string>>): Promise<ModuleInfo | undefined>;
  /** Writes an executable script; gives its path. */
  script(name: string, text: string): Promise<string>;
}

/** Starts a proxy with TLS that insists on `gopher:s3cret`. */
export async function privateProxy(): Promise<PrivateProxy> {
  const world = await testWorld();
  const authority = await makeAuthority(world.folder);
  const tls = await authority.issue('IP:127.0.0.1');
  const server = await startModuleProxy({ zips: ZIPS, credentials: 'gopher:s3cret', tls });
  return {
    server,
    world,
    get logins() {
      return server.requests.map(({ authorization }) => authorization);
    },
    info: async (env) => {
      const base = { HOME: world.folder, PATH: '/usr/bin:/bin', SSL_CERT_FILE: authority.certificateFile };
      const own = runIn(world, { env: { ...base, GOPROXY: server.url, ...env } });
      const http = openHttp(own, QUICK);
      try {
        return await moduleProxy(own, http).info(VERSION);
      } finally {
        await http.close();
      }
    },
    script: async (name, text) => {
      const path = join(world.folder, name);
      await writeFile(path, `#!/bin/sh\n${text}\n`);
      await chmod(path, 0o755);
      return path;
    },
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]();
      await world[Symbol.asyncDispose]();
    },
  };
}
