import { describe, expect } from 'vitest';
import { passwordLine } from '../support/htpasswd.ts';
import { VERSION } from '../support/log.ts';
import { startModuleProxy, type ModuleProxyServer } from '../support/module-proxy.ts';
import { recordedModule } from '../support/module-tree.ts';
import { startReleaseServer, type ReleaseServer } from '../support/release-server.ts';
import { sharedSigner } from '../support/release-signing.ts';
import { makeAuthority } from '../support/release-tls.ts';
import { sandbox, type Ran, type Sandbox } from '../support/sandbox.ts';
import { isPresent } from '../support/shells.ts';
import { startSquid, type Squid } from '../support/squid.ts';
import { tinyReleases } from '../support/toolchains.ts';
import { unless } from '../support/unless.ts';

/** Names that only squid knows: whoever goes past it reaches nothing. */
const RELEASES = 'releases.invalid';
const MODULES = 'modules.invalid';
const USER = 'gopher';
const SECRET = 'pa55/w+rd';

interface Office extends AsyncDisposable {
  readonly squid: Squid;
  readonly box: Sandbox;
  /** `host:port` of the official hosts' stand-in, of the module proxy, and of the same with plain http. */
  readonly hosts: { readonly releases: string; readonly modules: string; readonly plain: string };
  install(source: 'official' | 'proxy', env: Readonly<Record<string, string>>): Promise<Ran>;
}

interface Servers {
  readonly releases: ReleaseServer;
  readonly modules: ModuleProxyServer;
  readonly plain: ModuleProxyServer;
}

/** A machine that reaches the world through squid alone. */
async function office(users?: string): Promise<Office> {
  const closing = new AsyncDisposableStack();
  const signer = await sharedSigner();
  const box = closing.use(await sandbox({ signer }));
  const authority = await makeAuthority(box.home);
  const tls = await authority.issue(`DNS:${RELEASES}`, `DNS:${MODULES}`);
  const { zip, log } = recordedModule();
  const modules = { zips: { [VERSION]: zip }, sumdb: (path: string) => Promise.resolve(log.answer(path)) };
  const servers: Servers = {
    releases: closing.use(await startReleaseServer({ releases: tinyReleases('1.22.5'), signer, tls })),
    modules: closing.use(await startModuleProxy({ ...modules, tls })),
    plain: closing.use(await startModuleProxy(modules)),
  };
  const hosts = {
    releases: `${RELEASES}:${servers.releases.port}`,
    modules: servers.modules.host.replace('127.0.0.1', MODULES),
    plain: servers.plain.host.replace('127.0.0.1', MODULES),
  };
  const squid = closing.use(
    await startSquid({ hosts: [RELEASES, MODULES], ...(users === undefined ? {} : { users }) }),
  );
  await box.gv(['config', 'set', 'log-key', log.key.text]);
  const settings = {
    SSL_CERT_FILE: authority.certificateFile,
    GV_DL_URL: `https://${hosts.releases}/dl`,
    GOPROXY: `https://${hosts.modules}`,
  };
  return {
    squid,
    box,
    hosts,
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
async function expectAsked({ squid }: Office, line: string): Promise<void> {
  await expect.poll(async () => [...new Set(await squid.log())]).toEqual([line]);
}

/** Installed, and squid was asked for nothing else. */
async function expectThrough(on: Office, ran: Ran, line: string): Promise<void> {
  expect(ran).toMatchObject({ code: 0 });
  expect((await on.box.run(['go', 'version'])).stdout).toBe('go version go1.22.5 linux/amd64 (test)\n');
  await expectAsked(on, line);
}

const absent = ['squid', 'openssl'].find((program) => !isPresent(program));
const missing = absent === undefined ? undefined : `${absent} is not installed`;

describe('gv install where only squid leads out', () => {
  unless(missing)('tunnels to the official hosts by HTTPS_PROXY', async () => {
    await using on = await office();
    const ran = await on.install('official', { HTTPS_PROXY: `http://127.0.0.1:${on.squid.port}` });
    await expectThrough(on, ran, `200 CONNECT ${on.hosts.releases}`);
  });

  unless(missing)('tunnels to a module proxy by HTTPS_PROXY, in either case of letters', async () => {
    await using on = await office();
    const ran = await on.install('proxy', { https_proxy: `127.0.0.1:${on.squid.port}` });
    await expectThrough(on, ran, `200 CONNECT ${on.hosts.modules}`);
  });

  unless(missing)('has a module proxy with plain http fetched by HTTP_PROXY', async () => {
    await using on = await office();
    const GOPROXY = `http://${on.hosts.plain}`;
    const ran = await on.install('proxy', { GOPROXY, HTTP_PROXY: `http://127.0.0.1:${on.squid.port}` });
    expect(ran).toMatchObject({ code: 0 });
    const asked = await on.squid.log();
    expect(asked).toContain(`200 GET ${GOPROXY}/golang.org/toolchain/@v/${VERSION}.zip`);
    expect(asked).toContain(`200 GET ${GOPROXY}/sumdb/sum.golang.org/tile/8/0/000`);
    expect(asked.filter((line) => !line.startsWith('200 GET '))).toEqual([]);
  });

  unless(missing)('gives squid its password, and shows it to nobody else', async () => {
    await using on = await office(await passwordLine(USER, SECRET));
    const proxy = `http://${USER}:${encodeURIComponent(SECRET)}@127.0.0.1:${on.squid.port}`;
    const ran = await on.install('official', { HTTPS_PROXY: proxy });
    await expectThrough(on, ran, `200 CONNECT ${on.hosts.releases}`);
    expectSecretKept(ran);
    expect(await on.box.run(['grep', '-rlF', '-e', SECRET, on.box.root])).toMatchObject({ code: 1 });
    const plain = await on.install('proxy', { GOPROXY: `http://${on.hosts.plain}`, HTTP_PROXY: proxy });
    expect(plain).toMatchObject({ code: 0 });
    expectSecretKept(plain);
  });

  unless(missing)('says that squid wants a password, or another one', async () => {
    await using on = await office(await passwordLine(USER, SECRET));
    const address = `127.0.0.1:${on.squid.port}`;
    for (const login of ['', `${USER}:${encodeURIComponent(`not ${SECRET}`)}@`]) {
      const HTTPS_PROXY = `http://${login}${address}`;
      const ran = await on.install('official', { HTTPS_PROXY });
      expect(ran).toMatchObject({ code: 4, stderr: expect.stringContaining('the proxy wants a login') });
      expect(ran.stderr).toContain('HTTPS_PROXY');
      expectSecretKept(ran);
    }
    await expectAsked(on, `407 CONNECT ${on.hosts.releases}`);
  });

  unless(missing)('says that squid forbids the host', async () => {
    await using on = await office();
    const ran = await on.install('proxy', {
      GOPROXY: 'https://elsewhere.invalid',
      HTTPS_PROXY: `http://127.0.0.1:${on.squid.port}`,
    });
    expect(ran).toMatchObject({ code: 4, stderr: expect.stringContaining('the proxy answered 403') });
  });

  unless(missing)('goes past squid to the hosts of NO_PROXY', async () => {
    await using on = await office();
    const HTTPS_PROXY = `http://127.0.0.1:${on.squid.port}`;
    const ran = await on.install('official', { HTTPS_PROXY, NO_PROXY: `example.com,${RELEASES}` });
    expect(ran).toMatchObject({ code: 4, stderr: expect.stringContaining(`cannot reach ${RELEASES}`) });
    expect(await on.squid.log()).toEqual([]);
    const other = await on.install('official', { HTTPS_PROXY, NO_PROXY: `.${RELEASES},${MODULES}` });
    await expectThrough(on, other, `200 CONNECT ${on.hosts.releases}`);
  });
});
