import { describe, expect, it } from 'vitest';
import { openHttp, type GetOptions } from '../../../src/io/http/http.ts';
import { httpProxyFor } from '../../../src/io/http/proxy-env.ts';
import { bodyOf } from '../../support/body.ts';
import { startConnectProxy } from '../../support/connect-proxy.ts';
import { failureOf } from '../../support/failure.ts';
import { startRawServer } from '../../support/raw-server.ts';
import { IMPATIENT, QUICK } from '../../support/release-limits.ts';
import { SAMPLE, SAMPLE_NAME, sampleRelease } from '../../support/release-samples.ts';
import { startReleaseServer } from '../../support/release-server.ts';
import { makeAuthority } from '../../support/release-tls.ts';
import { startSocksProxy } from '../../support/socks-proxy.ts';
import { testWorld } from '../../support/test-world.ts';

const BYTES: GetOptions = { purpose: 'bytes', maxBytes: 1_000_000 };
const P = 'http://proxy.test:3128';

describe('the proxy for an address', () => {
  const cases: readonly (readonly [string, Readonly<Record<string, string>>, string | undefined])[] = [
    ['https://go.dev/dl', {}, undefined],
    ['https://go.dev/dl', { HTTPS_PROXY: P }, `${P}/`],
    ['https://go.dev/dl', { https_proxy: P }, `${P}/`],
    ['https://go.dev/dl', { HTTPS_PROXY: '', https_proxy: P }, `${P}/`],
    ['https://go.dev/dl', { HTTPS_PROXY: 'proxy.test:3128' }, `${P}/`],
    ['https://go.dev/dl', { HTTP_PROXY: P }, undefined],
    ['http://mirror.test/', { HTTP_PROXY: P }, `${P}/`],
    ['http://mirror.test/', { HTTPS_PROXY: P }, undefined],
    ['http://mirror.test/', { HTTP_PROXY: P, REQUEST_METHOD: 'GET' }, undefined],
    ['https://go.dev/dl', { HTTPS_PROXY: P, REQUEST_METHOD: 'GET' }, `${P}/`],
    ['http://127.0.0.1:8080/', { HTTP_PROXY: P }, undefined],
    ['http://localhost/', { HTTP_PROXY: P }, undefined],
    ['http://[::1]/', { HTTP_PROXY: P }, undefined],
    ['https://go.dev/dl', { HTTPS_PROXY: P, NO_PROXY: '*' }, undefined],
    ['https://go.dev/dl', { HTTPS_PROXY: P, no_proxy: 'example.com, go.dev' }, undefined],
    ['https://sub.go.dev/', { HTTPS_PROXY: P, NO_PROXY: 'go.dev' }, undefined],
    ['https://sub.go.dev/', { HTTPS_PROXY: P, NO_PROXY: '.go.dev' }, undefined],
    ['https://sub.go.dev/', { HTTPS_PROXY: P, NO_PROXY: '*.go.dev' }, undefined],
    ['https://go.dev/', { HTTPS_PROXY: P, NO_PROXY: '.go.dev' }, `${P}/`],
    ['https://notgo.dev/', { HTTPS_PROXY: P, NO_PROXY: 'go.dev' }, `${P}/`],
    ['https://go.dev/', { HTTPS_PROXY: P, NO_PROXY: 'GO.DEV:443' }, undefined],
    ['https://go.dev/', { HTTPS_PROXY: P, NO_PROXY: 'go.dev:8443' }, `${P}/`],
    ['https://10.1.2.3/', { HTTPS_PROXY: P, NO_PROXY: '10.0.0.0/8' }, undefined],
    ['https://11.1.2.3/', { HTTPS_PROXY: P, NO_PROXY: '10.0.0.0/8' }, `${P}/`],
    ['https://10.1.2.3:8443/', { HTTPS_PROXY: P, NO_PROXY: '10.1.2.3:8443' }, undefined],
    ['https://[fd00::1]/', { HTTPS_PROXY: P, NO_PROXY: 'fd00::/8' }, undefined],
    ['https://[fd00::1]/', { HTTPS_PROXY: P, NO_PROXY: '[fd00::1]:443' }, undefined],
    ['https://go.dev/', { HTTPS_PROXY: P, NO_PROXY: '10.0.0.0/99,///,:,[' }, `${P}/`],
  ];
  it.each([
    'socks4://p:1',
    'ftp://p',
    'http://',
    'http://[',
    'htp:/:x',
    'http://p:1/x.pac',
    '://x',
    'socks5://:1080',
  ])('fails for %j, which is no address of a proxy', (HTTPS_PROXY) => {
    expect(() => httpProxyFor(new URL('https://go.dev/'), { HTTPS_PROXY })).toThrow(
      'HTTPS_PROXY is not the address of an http, https or socks5 proxy',
    );
    expect(httpProxyFor(new URL('https://go.dev/'), { HTTPS_PROXY, NO_PROXY: '*' })).toBeUndefined();
  });

  it.each(cases)('%s with %j', (url, env, proxy) => {
    expect(httpProxyFor(new URL(url), env)?.url.href).toBe(proxy);
  });
});

describe('a request through a proxy', () => {
  it('is forwarded for plain http and keeps its own credentials from the server', async () => {
    await using server = await startReleaseServer({ releases: [sampleRelease()] });
    await using proxy = await startConnectProxy({ target: server.port, credentials: 'me:p w' });
    const env = { HTTP_PROXY: proxy.url.replace('//', '//me:p%20w@') };
    await using world = await testWorld({ env });
    const http = openHttp(world, QUICK);
    const answer = await http.get(`http://mirror.invalid/dl/${SAMPLE_NAME}`, BYTES);
    expect((await bodyOf(answer)).equals(SAMPLE)).toBe(true);
    expect(proxy.asked).toEqual([`GET http://mirror.invalid/dl/${SAMPLE_NAME}`]);
    await http.close();
  });

  it('is tunnelled for https, the name resolved by the proxy, the certificate checked end to end', async () => {
    await using folder = await testWorld();
    const authority = await makeAuthority(folder.folder);
    await using server = await startReleaseServer({
      releases: [sampleRelease()],
      tls: await authority.issue('DNS:releases.invalid'),
    });
    await using proxy = await startConnectProxy({ target: server.port });
    const env = { https_proxy: proxy.url, SSL_CERT_FILE: authority.certificateFile };
    await using world = await testWorld({ env });
    const http = openHttp(world, QUICK);
    const answer = await http.get('https://releases.invalid/dl/', { ...BYTES, purpose: 'evidence' });
    expect(answer.status).toBe(200);
    await answer.discard();
    expect(proxy.asked).toEqual(['CONNECT releases.invalid:443']);
    expect(server.requests[0]?.headers['proxy-authorization']).toBeUndefined();
    const failure = await failureOf(http.get('https://other.invalid/dl/', BYTES));
    expect(failure.code).toBe('network');
    expect(failure.message).toContain('certificate of other.invalid is not trusted');
    await http.close();
  });

  it('fails with the status when the proxy wants credentials', async () => {
    await using proxy = await startConnectProxy({ target: 1, credentials: 'me:pw' });
    await using world = await testWorld({ env: { HTTPS_PROXY: proxy.url, HTTP_PROXY: proxy.url } });
    const http = openHttp(world, QUICK);
    for (const url of ['https://releases.invalid/', 'http://releases.invalid/']) {
      const failure = await failureOf(http.get(url, BYTES));
      expect(failure.code).toBe('network');
      expect(failure.message).toMatch(
        /^cannot reach releases\.invalid through the proxy 127\.0\.0\.1:\d+ \(HTTPS?_PROXY\): the proxy wants a login$/,
      );
      expect(failure.hint).toContain('http://USER:PASSWORD@');
    }
    await http.close();
  });

  it.each(['socks5', 'socks5h'])('goes through %s, which resolves the name', async (scheme) => {
    await using folder = await testWorld();
    const authority = await makeAuthority(folder.folder);
    const tls = await authority.issue('DNS:releases.invalid');
    await using server = await startReleaseServer({ releases: [sampleRelease()], tls });
    await using proxy = await startSocksProxy({ target: server.port, credentials: 'me:p w' });
    const way = (login: string): string => `${scheme}://${login}127.0.0.1:${proxy.port}`;
    const SSL_CERT_FILE = authority.certificateFile;
    await using world = await testWorld({ env: { HTTPS_PROXY: way('me:p%20w@'), SSL_CERT_FILE } });
    const http = openHttp(world, QUICK);
    const answer = await http.get(`https://releases.invalid/dl/${SAMPLE_NAME}`, BYTES);
    expect((await bodyOf(answer)).equals(SAMPLE)).toBe(true);
    expect(proxy.asked).toEqual(['releases.invalid:443']);
    await http.close();
    for (const login of ['', 'me:wrong@']) {
      await using stranger = await testWorld({ env: { HTTPS_PROXY: way(login), SSL_CERT_FILE } });
      const refused = openHttp(stranger, QUICK);
      const failure = await failureOf(refused.get('https://releases.invalid/', BYTES));
      expect(failure.message).toContain('(HTTPS_PROXY): the proxy wants a login');
      await refused.close();
    }
  });

  it('names a SOCKS proxy that cannot reach the host, and one that is no SOCKS proxy', async () => {
    await using proxy = await startSocksProxy({ target: undefined });
    await using other = await startConnectProxy({ target: 1 });
    for (const address of [`127.0.0.1:${proxy.port}`, new URL(other.url).host]) {
      await using world = await testWorld({ env: { HTTPS_PROXY: `socks5://${address}` } });
      const http = openHttp(world, IMPATIENT);
      const failure = await failureOf(http.get('https://releases.invalid/', BYTES));
      expect(failure.code).toBe('network');
      expect(failure.message).toContain(`through the proxy ${address} (HTTPS_PROXY): `);
      await http.close();
    }
  });

  it('names a dead proxy and its variable, and not the host alone', async () => {
    await using world = await testWorld({ env: { https_proxy: 'http://me:secret@127.0.0.1:1' } });
    const http = openHttp(world, QUICK);
    const failure = await failureOf(http.get('https://releases.invalid/', BYTES));
    expect(failure).toMatchObject({
      code: 'network',
      message:
        'cannot reach releases.invalid through the proxy 127.0.0.1:1 (https_proxy): the connection was refused',
      hint: expect.stringContaining('NO_PROXY'),
    });
    await http.close();
  });

  it('ALL_PROXY alone is not obeyed, as by the go command, and the failure says so', async () => {
    await using world = await testWorld({ env: { ALL_PROXY: 'socks5://127.0.0.1:1' } });
    const http = openHttp(world, QUICK);
    const failure = await failureOf(http.get('https://releases.invalid/', BYTES));
    expect(failure.message).toMatch(/^cannot reach releases\.invalid: /);
    expect(failure.hint).toContain('do not read ALL_PROXY: set HTTPS_PROXY');
    await http.close();
  });

  it('ends when the proxy never answers', async () => {
    await using silent = await startRawServer();
    await using world = await testWorld({ env: { HTTPS_PROXY: silent.url, HTTP_PROXY: silent.url } });
    const http = openHttp(world, IMPATIENT);
    for (const url of ['https://releases.invalid/', 'http://releases.invalid/']) {
      expect((await failureOf(http.get(url, BYTES))).code).toBe('stalled');
    }
    await http.close();
  });

  it('is not made where NO_PROXY names the host', async () => {
    await using proxy = await startConnectProxy({ target: 1 });
    await using world = await testWorld({ env: { HTTPS_PROXY: proxy.url, NO_PROXY: 'releases.invalid' } });
    const http = openHttp(world, QUICK);
    const failure = await failureOf(http.get('https://releases.invalid/', BYTES));
    expect(failure.code).toBe('network');
    expect(failure.message).toMatch(/^cannot reach releases\.invalid: the (?:host name|name service) /);
    expect(proxy.asked).toEqual([]);
    await http.close();
  });
});
