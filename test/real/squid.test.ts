import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { passwordLine } from '../support/htpasswd.ts';
import { VERSION } from '../support/log.ts';
import { archiveEntries } from '../support/module-archive.ts';
import { startModuleProxy } from '../support/module-proxy.ts';
import { recordedModule } from '../support/module-tree.ts';
import { startReleaseServer } from '../support/release-server.ts';
import { sharedSigner, type TestSigner } from '../support/release-signing.ts';
import { makeAuthority } from '../support/release-tls.ts';
import { sandbox, type Ran, type Sandbox } from '../support/sandbox.ts';
import { isPresent } from '../support/shells.ts';
import { startSquid, type Squid } from '../support/squid.ts';
import { tinyRelease } from '../support/toolchains.ts';
import { unless } from '../support/unless.ts';
import { moduleEntries } from '../support/zip-bytes.ts';

/** Names that only squid knows: whoever goes past it reaches nothing. */
const RELEASES = 'releases.invalid';
const MODULES = 'modules.invalid';
const USER = 'gopher';
const SECRET = 'pa55/w+rd';

interface Office extends AsyncDisposable {
  readonly squid: Squid;
  readonly box: Sandbox;
  install(source: 'official' | 'proxy', env: Readonly<Record<string, string>>): Promise<Ran>;
}

interface Servers extends AsyncDisposable {
  readonly signer: TestSigner;
  readonly logKey: string;
  readonly certificates: string;
  /** `host:port` of the official hosts' stand-in, of the module proxy, and of the same with plain http. */
  readonly hosts: { readonly releases: string; readonly modules: string; readonly plain: string };
}

async function startServers(): Promise<Servers> {
  const closing = new AsyncDisposableStack();
  const folder = closing.adopt(await mkdtemp(join(tmpdir(), 'gv-test-')), (made) =>
    rm(made, { recursive: true, force: true }),
  );
  const signer = await sharedSigner();
  const authority = await makeAuthority(folder);
  const tls = await authority.issue(`DNS:${RELEASES}`, `DNS:${MODULES}`);
  const { zip, log } = recordedModule();
  const modules = { zips: { [VERSION]: zip }, sumdb: (path: string) => Promise.resolve(log.answer(path)) };
  const official = [tinyRelease('1.22.5', archiveEntries(moduleEntries('recorded')))];
  const releases = closing.use(await startReleaseServer({ releases: official, signer, tls }));
  const guarded = closing.use(await startModuleProxy({ ...modules, tls }));
  const plain = closing.use(await startModuleProxy(modules));
  return {
    signer,
    logKey: log.key.text,
    certificates: authority.certificateFile,
    hosts: {
      releases: `${RELEASES}:${releases.port}`,
      modules: guarded.host.replace('127.0.0.1', MODULES),
      plain: plain.host.replace('127.0.0.1', MODULES),
    },
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  };
}

/** A machine that reaches the world through squid alone. */
async function office({ signer, logKey, certificates, hosts }: Servers, users?: string): Promise<Office> {
  const closing = new AsyncDisposableStack();
  const box = closing.use(await sandbox({ signer }));
  const config = { keyring: join(box.home, 'keyring.asc'), 'log-key': logKey };
  await writeFile(join(box.root, 'config.json'), JSON.stringify(config), { mode: 0o644 });
  const squid = closing.use(
    await startSquid({ hosts: [RELEASES, MODULES], ...(users === undefined ? {} : { users }) }),
  );
  const settings = {
    SSL_CERT_FILE: certificates,
    GV_DL_URL: `https://${hosts.releases}/dl`,
    GOPROXY: `https://${hosts.modules}`,
  };
  return {
    squid,
    box,
    install: (source, env) =>
      box.gv(['install', '--verbose', '--source', source, '1.22.5'], { env: { ...settings, ...env } }),
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  };
}

const SPELLINGS = [SECRET, encodeURIComponent(SECRET), btoa(`${USER}:${SECRET}`)];

function expectSecretKept(ran: Ran): void {
  for (const spelling of SPELLINGS) expect(ran.stdout + ran.stderr).not.toContain(spelling);
}

/** All that squid was asked, once or more often; the last line may come a moment later. */
async function expectAsked({ squid }: Office, ...lines: readonly string[]): Promise<void> {
  await expect.poll(async () => [...new Set(await squid.log())].toSorted()).toEqual(lines.toSorted());
}

/** Installed, and squid was asked for nothing else. */
async function expectThrough(on: Office, ran: Ran, ...lines: readonly string[]): Promise<void> {
  expect(ran).toMatchObject({ code: 0 });
  expect((await on.box.run(['go', 'version'])).stdout).toBe('go version go1.22.5 linux/amd64 (test)\n');
  await expectAsked(on, ...lines);
}

const absent = ['squid', 'openssl'].find((program) => !isPresent(program));
const missing = absent === undefined ? undefined : `${absent} is not installed`;

describe('gv install where only squid leads out', () => {
  let servers: Servers;
  beforeAll(async () => {
    if (missing === undefined) servers = await startServers();
  });
  afterAll(async () => {
    if (missing === undefined) await servers[Symbol.asyncDispose]();
  });

  unless(missing)('tunnels by HTTPS_PROXY to the official hosts, and to the checksum database', async () => {
    await using on = await office(servers);
    const ran = await on.install('official', { HTTPS_PROXY: `http://127.0.0.1:${on.squid.port}` });
    const { releases, modules } = servers.hosts;
    await expectThrough(on, ran, `200 CONNECT ${releases}`, `200 CONNECT ${modules}`);
    expect(ran.stderr).toContain("in Go's checksum database");
  });

  unless(missing)('tunnels to a module proxy by HTTPS_PROXY, in either case of letters', async () => {
    await using on = await office(servers);
    const ran = await on.install('proxy', { https_proxy: `127.0.0.1:${on.squid.port}` });
    await expectThrough(on, ran, `200 CONNECT ${servers.hosts.modules}`);
  });

  unless(missing)(
    'has a module proxy with plain http fetched by HTTP_PROXY, and gives squid its password',
    async () => {
      await using on = await office(servers, await passwordLine(USER, SECRET));
      const proxy = `http://${USER}:${encodeURIComponent(SECRET)}@127.0.0.1:${on.squid.port}`;
      const GOPROXY = `http://${servers.hosts.plain}`;
      const ran = await on.install('proxy', { GOPROXY, HTTP_PROXY: proxy });
      expect(ran).toMatchObject({ code: 0 });
      const asked = await on.squid.log();
      expect(asked).toContain(`200 GET ${GOPROXY}/golang.org/toolchain/@v/${VERSION}.zip`);
      expect(asked).toContain(`200 GET ${GOPROXY}/sumdb/sum.golang.org/tile/8/0/000`);
      expect(asked.filter((line) => !line.startsWith('200 GET '))).toEqual([]);
      expectSecretKept(ran);
    },
  );

  unless(missing)('gives squid its password for a tunnel, and shows it to nobody else', async () => {
    await using on = await office(servers, await passwordLine(USER, SECRET));
    const proxy = `http://${USER}:${encodeURIComponent(SECRET)}@127.0.0.1:${on.squid.port}`;
    const ran = await on.install('official', { HTTPS_PROXY: proxy });
    const { releases, modules } = servers.hosts;
    await expectThrough(on, ran, `200 CONNECT ${releases}`, `200 CONNECT ${modules}`);
    expectSecretKept(ran);
    expect(await on.box.run(['grep', '-rlF', '-e', SECRET, on.box.root])).toMatchObject({ code: 1 });
  });

  unless(missing)('says that squid wants a password, or another one', async () => {
    await using on = await office(servers, await passwordLine(USER, SECRET));
    const address = `127.0.0.1:${on.squid.port}`;
    for (const login of ['', `${USER}:${encodeURIComponent(`not ${SECRET}`)}@`]) {
      const HTTPS_PROXY = `http://${login}${address}`;
      const ran = await on.install('official', { HTTPS_PROXY });
      expect(ran).toMatchObject({ code: 4, stderr: expect.stringContaining('the proxy wants a login') });
      expect(ran.stderr).toContain('HTTPS_PROXY');
      expectSecretKept(ran);
    }
    await expectAsked(on, `407 CONNECT ${servers.hosts.releases}`);
  });

  unless(missing)('says that squid forbids the host', async () => {
    await using on = await office(servers);
    const ran = await on.install('proxy', {
      GOPROXY: 'https://elsewhere.invalid',
      HTTPS_PROXY: `http://127.0.0.1:${on.squid.port}`,
    });
    expect(ran).toMatchObject({ code: 4, stderr: expect.stringContaining('the proxy answered 403') });
  });

  unless(missing)('goes past squid to the hosts of NO_PROXY', async () => {
    await using on = await office(servers);
    const HTTPS_PROXY = `http://127.0.0.1:${on.squid.port}`;
    const ran = await on.install('official', { HTTPS_PROXY, NO_PROXY: `example.com,${RELEASES}` });
    expect(ran).toMatchObject({ code: 4, stderr: expect.stringContaining(`cannot reach ${RELEASES}`) });
    expect(await on.squid.log()).toEqual([]);
    const other = await on.install('official', { HTTPS_PROXY, NO_PROXY: `.${RELEASES},${MODULES}` });
    await expectThrough(on, other, `200 CONNECT ${servers.hosts.releases}`);
  });
});
