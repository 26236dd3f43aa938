import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { passwordLine } from '../../support/htpasswd.ts';
import { measureChain, MODULE, publishModule, VERSION } from '../../support/net-chain.ts';
import { httpAnswer, type Proxies, startAnswering, startProxies } from '../../support/net-servers.ts';
import { deadUrl, startRawServer } from '../../support/raw-server.ts';
import { makeAuthority } from '../../support/release-tls.ts';
import { type Squid, startSquid } from '../../support/squid.ts';

const folder = mkdtempSync(join(tmpdir(), 'gv-test-net-'));
let proxies: Proxies;
let squid: Squid;
let guarded: Squid;
let env: Readonly<Record<string, string>>;

beforeAll(async () => {
  const authority = await makeAuthority(folder);
  env = { SSL_CERT_FILE: authority.certificateFile, SSL_CERT_DIR: '/nosuch' };
  const tls = await authority.issue('DNS:modules.test', 'IP:127.0.0.1');
  proxies = await startProxies({ folder, tls, host: 'modules.test' });
  publishModule(join(folder, 'www'));
  const users = await passwordLine('gopher', 's3cret');
  [squid, guarded] = await Promise.all([
    startSquid({ hosts: ['modules.test'] }),
    startSquid({ hosts: ['modules.test'], users }),
  ]);
});
afterAll(async () => {
  await Promise.all([proxies, squid, guarded].map((each) => each[Symbol.asyncDispose]()));
  rmSync(folder, { recursive: true });
});

/** Gives the lines that squid's log has from now on. */
async function newLines(): Promise<() => Promise<readonly string[]>> {
  const before = (await squid.log()).length;
  return async () => (await squid.log()).slice(before);
}

describe('an HTTP proxy', () => {
  it('is a phase of its own, and the handshake goes through it', async () => {
    const added = await newLines();
    const via = `http://127.0.0.1:${squid.port}`;
    const { net, codes } = await measureChain({ goproxy: proxies.modern, env: { ...env, HTTPS_PROXY: via } });
    expect(net.entries[0]).toMatchObject({ verdict: 'answers', via });
    expect(net.entries[0]?.phases.map(({ name }) => name)).toEqual([
      'name',
      'tcp',
      'connect',
      'tls',
      'first-byte',
      'body',
    ]);
    expect(net.entries[0]?.phases[2]).toMatchObject({ status: 200 });
    expect(net.entries[0]?.phases[3]).toMatchObject({ alpn: 'h2' });
    expect(codes).toEqual(['tls-intercepted', 'tls-expires']);
    const { host } = new URL(proxies.modern);
    await expect.poll(() => added()).toEqual([`200 CONNECT ${host}`]);
  });

  it('that wants a login says 407, and the login in the variable is in no output', async () => {
    const address = (login: string): string => `http://${login}127.0.0.1:${guarded.port}`;
    const goproxy = `${proxies.modern},direct`;
    const asked = (login: string): ReturnType<typeof measureChain> =>
      measureChain({ goproxy, env: { ...env, HTTPS_PROXY: address(login) } });
    const without = await asked('');
    expect(without.net.entries[0]).toMatchObject({ verdict: 'ends', why: 'the HTTP proxy answers 407' });
    expect(without.findings).toMatchObject([{ code: 'connect-refused', evidence: [{ value: 407 }] }]);
    expect(without.findings[0]?.cure).toContain(`http://NAME:PASSWORD@127.0.0.1:${guarded.port}`);
    const wrong = await asked('gopher:0ther@');
    expect(wrong.codes).toEqual(['connect-refused']);
    const right = await asked('gopher:s3cret@');
    expect(right.net.entries[0]).toMatchObject({ verdict: 'answers', via: address('') });
    expect(JSON.stringify([without, wrong, right])).not.toMatch(/s3cret|0ther|gopher/);
  });

  it('that lets nobody through, one that speaks no HTTP, and one that is not there', async () => {
    await using babble = await startRawServer('220 mail\r\n\r\n');
    const asked = async (proxy: string): Promise<readonly unknown[]> => {
      const { net, codes } = await measureChain({
        goproxy: proxies.modern.replace('modules.', 'elsewhere.'),
        env: { ...env, HTTPS_PROXY: proxy },
      });
      return [net.entries[0]?.phases.at(-1)?.failed, codes[0]];
    };
    expect(await asked(`http://127.0.0.1:${squid.port}`)).toEqual(['status', 'connect-refused']);
    expect(await asked(babble.url)).toEqual(['closed', 'connect-refused']);
    expect(await asked(await deadUrl())).toEqual(['refused', 'proxy-refused']);
    const broken = await measureChain({ goproxy: proxies.modern, env: { ...env, HTTPS_PROXY: 'htp:/x' } });
    expect(broken.net.entries[0]).toMatchObject({
      verdict: 'ends',
      why: expect.stringContaining('HTTPS_PROXY'),
    });
  });

  it('of HTTP_PROXY takes plain requests whole', async () => {
    const added = await newLines();
    const goproxy = proxies.plain.replace('127.0.0.1', 'modules.test');
    const via = `http://127.0.0.1:${squid.port}`;
    const { net } = await measureChain({ goproxy, env: { HTTP_PROXY: via } });
    expect(net.entries[0]).toMatchObject({ verdict: 'answers', via });
    const line = `200 GET ${goproxy}/${MODULE}/@v/${VERSION}.info`;
    await expect.poll(() => added()).toEqual([line, line]);
  });
});

describe('variables for HTTP proxies', () => {
  it('that go does not read are advice, with the direct connection', async () => {
    const ALL_PROXY = `http://127.0.0.1:${squid.port}`;
    const added = await newLines();
    const goproxy = proxies.modern.replace('modules.test', '127.0.0.1');
    const { findings } = await measureChain({ goproxy, env: { ...env, ALL_PROXY } });
    expect(findings.find(({ code }) => code === 'all-proxy-ignored')).toMatchObject({
      level: 'advice',
      cure: `export HTTPS_PROXY=${ALL_PROXY}`,
      undo: 'unset HTTPS_PROXY',
      evidence: [{ how: 'read' }, { how: 'measured', what: 'direct connection' }],
    });
    const secret = await measureChain({
      goproxy,
      env: { ...env, all_proxy: 'http://me:s3cret@127.0.0.1:9' },
    });
    expect(secret.codes).toContain('all-proxy-ignored');
    expect(JSON.stringify(secret)).not.toContain('s3cret');
    expect(await added()).toEqual([]);
  });

  it('say where NO_PROXY leads past the HTTP proxy', async () => {
    const more = { HTTPS_PROXY: await deadUrl(), NO_PROXY: '.test' };
    const { net, findings } = await measureChain({ goproxy: proxies.modern, env: { ...env, ...more } });
    expect(net.entries[0]).toMatchObject({ via: null, phases: [{ failed: 'no-name' }] });
    expect(findings.map(({ code, level }) => [code, level ?? 'problem'])).toEqual([
      ['proxy-name', 'problem'],
      ['no-proxy-hides', 'note'],
    ]);
  });
});

describe('the checksum database', () => {
  const NAME = '127.0.0.1:9+abcd1234+AAAA';
  const record = `7\n${MODULE} ${VERSION} h1:x=\n\ngo.sum database tree\n70000\nAAAA=\n\n— x\n`;
  const info = httpAnswer(200, JSON.stringify({ Version: VERSION }));
  const database =
    (paths: string[], supported = 200) =>
    (path: string) => {
      paths.push(path);
      if (!path.startsWith('/sumdb/')) return { text: info };
      if (path.endsWith('/supported')) return { text: httpAnswer(supported, '') };
      return { text: httpAnswer(200, path.includes('/lookup/') ? record : 'x'.repeat(32)) };
    };

  it('is asked through the entry that passes it on, with the tiles of the record', async () => {
    const paths: string[] = [];
    await using proxy = await startAnswering(database(paths));
    const { net, codes } = await measureChain({ goproxy: proxy.url, env: { GOSUMDB: NAME, GONOSUMDB: '' } });
    expect(net.sumdb).toMatchObject({ name: '127.0.0.1:9', through: proxy.url, tiles: 3 });
    expect(codes).toEqual([]);
    expect(
      paths
        .filter((path) => path.startsWith('/sumdb/'))
        .map((path) => path.replace('/sumdb/127.0.0.1:9', '')),
    ).toEqual([
      '/supported',
      `/lookup/${MODULE}@${VERSION}`,
      '/tile/8/0/000',
      '/tile/8/1/000',
      '/tile/8/2/000.p/1',
    ]);
    expect(proxy.connections()).toBe(1);
  });

  it('is not asked about a module that GONOSUMDB matches, nor with GOSUMDB=off, which is advice', async () => {
    const paths: string[] = [];
    await using proxy = await startAnswering(database(paths));
    const exempt = await measureChain({ goproxy: proxy.url, env: { GOSUMDB: NAME } });
    expect([exempt.net.sumdb, exempt.codes]).toEqual([null, []]);
    const off = await measureChain({ goproxy: proxy.url, env: { GOSUMDB: 'off', GONOSUMDB: '' } });
    expect(off.net.sumdb).toBeNull();
    expect(off.findings).toMatchObject([{ code: 'sumdb-off', level: 'advice', cure: 'unset GOSUMDB' }]);
    const all = await measureChain({ goproxy: proxy.url, env: { GONOSUMDB: '*' } });
    expect(all.codes).toEqual(['sumdb-off']);
    expect(paths.filter((path) => path.includes('sumdb'))).toEqual([]);
  });

  it.each([
    [404, ',', null],
    [403, '|direct', null],
    [403, ',direct', '403'],
    [500, '', '500'],
    [403, '|', '403'],
  ])('with %i for supported, then %j: where go looks next', async (status, after, fault) => {
    await using proxy = await startAnswering(database([], status));
    const env = { GOSUMDB: NAME, GONOSUMDB: '' };
    const { net, findings } = await measureChain({ goproxy: `${proxy.url}${after}`, env });
    const finding = findings.find(({ code }) => code === 'sumdb-unreachable');
    // The database's own host refuses connections here.
    expect(finding?.text).toMatch(fault === null ? /the connection is refused$/ : new RegExp(`: ${fault}$`));
    expect(net.sumdb).toMatchObject({ through: null, lookupMs: fault === null ? expect.any(Number) : null });
    expect(finding?.cure).toMatch(/^have a module proxy/);
  });

  it('with an address of its own is asked there, past every entry', async () => {
    const paths: string[] = [];
    await using log = await startAnswering(database([]));
    await using proxy = await startAnswering(database(paths));
    const GOSUMDB = `sum.test+abcd1234+AAAA ${log.url}/sumdb/x`;
    const { net } = await measureChain({ goproxy: proxy.url, env: { GOSUMDB, GONOSUMDB: '' } });
    expect(net.sumdb).toMatchObject({ name: 'sum.test', through: null, supportedMs: null, tiles: 3 });
    expect(paths.filter((path) => path.includes('sumdb'))).toEqual([]);
  });
});
