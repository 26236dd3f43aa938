import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { measureChain, VERSION } from '../../support/net-chain.ts';
import { httpAnswer, startAnswering } from '../../support/net-servers.ts';
import { makeAuthority } from '../../support/release-tls.ts';

const folder = mkdtempSync(join(tmpdir(), 'gv-test-net-'));
afterAll(() => rmSync(folder, { recursive: true }));

const GOOD = { text: httpAnswer(200, JSON.stringify({ Version: VERSION })) };

describe('redirects', () => {
  it('in a circle end after ten, as in go', async () => {
    let asked = 0;
    await using proxy = await startAnswering((path) => {
      asked += 1;
      return { text: httpAnswer(302, '', [`Location: ${path}`]) };
    });
    const { net } = await measureChain({ goproxy: proxy.url });
    expect(net.entries[0]).toMatchObject({ verdict: 'ends', why: 'more than 10 redirects' });
    // The second measurement of the first request is one more.
    expect([asked, proxy.connections()]).toEqual([12, 1]);
  });

  it('to another host are followed without the login, which stays with its host', async () => {
    const authority = await makeAuthority(folder, 'redirects');
    const tls = await authority.issue('IP:127.0.0.1');
    const logins: (string | undefined)[] = [];
    const login = (request: string): string | undefined => /^authorization: (.*)\r$/im.exec(request)?.[1];
    await using there = await startAnswering((_, request) => {
      logins.push(login(request));
      return GOOD;
    }, tls);
    await using here = await startAnswering((path, request) => {
      logins.push(login(request));
      return { text: httpAnswer(302, '', [`Location: ${there.url}${path}`]) };
    }, tls);
    const goproxy = here.url.replace('https://', 'https://gopher:s3cret@');
    const env = { SSL_CERT_FILE: authority.certificateFile, SSL_CERT_DIR: '/nosuch' };
    const { net, findings } = await measureChain({ goproxy, env });
    expect(net.entries[0]).toMatchObject({ verdict: 'answers', entry: here.url });
    const basic = `Basic ${btoa('gopher:s3cret')}`;
    expect(logins).toEqual([basic, undefined, basic]);
    expect(JSON.stringify([net, findings])).not.toMatch(/s3cret|gopher/);
  });

  it('from https to plain http are refused, as in go', async () => {
    const authority = await makeAuthority(folder, 'downgrade');
    const tls = await authority.issue('IP:127.0.0.1');
    await using there = await startAnswering(() => GOOD);
    await using here = await startAnswering(
      (path) => ({ text: httpAnswer(302, '', [`Location: ${there.url}${path}`]) }),
      tls,
    );
    const env = { SSL_CERT_FILE: authority.certificateFile, SSL_CERT_DIR: '/nosuch' };
    const { net } = await measureChain({ goproxy: here.url, env });
    expect(net.entries[0]?.verdict).toBe('ends');
    expect(there.connections()).toBe(0);
  });
});

describe('a login', () => {
  it('that is missing is named with its host; one in netrc is sent, and shown nowhere', async () => {
    const authority = await makeAuthority(folder, 'logins');
    const tls = await authority.issue('IP:127.0.0.1');
    const wanted = `Basic ${btoa('gopher:s3cret')}`;
    await using proxy = await startAnswering(
      (_, request) => (request.includes(wanted) ? GOOD : { text: httpAnswer(401, 'sign in') }),
      tls,
    );
    const env = { SSL_CERT_FILE: authority.certificateFile, SSL_CERT_DIR: '/nosuch' };
    const without = await measureChain({ goproxy: `${proxy.url},direct`, env });
    expect(without.findings.map(({ code }) => code)).toEqual([
      'credentials-missing',
      'tls-intercepted',
      // The certificates of tests live for two days.
      'tls-expires',
    ]);
    expect(without.findings[0]?.cure).toContain(`machine 127.0.0.1:${proxy.port} login NAME`);
    const netrc = join(folder, 'netrc');
    writeFileSync(netrc, `machine 127.0.0.1:${proxy.port} login gopher password s3cret\n`);
    const found = await measureChain({ goproxy: proxy.url, env: { ...env, NETRC: netrc } });
    expect(found.net.entries[0]?.verdict).toBe('answers');
    writeFileSync(netrc, `machine 127.0.0.1:${proxy.port} login gopher password 0ther\n`);
    const wrong = await measureChain({ goproxy: proxy.url, env: { ...env, NETRC: netrc } });
    expect(wrong.findings[0]).toMatchObject({
      code: 'entry-ends-chain',
      cure: expect.stringContaining('renew'),
    });
    expect(JSON.stringify([without, found, wrong])).not.toMatch(/s3cret|0ther|gopher/);
  });

  it('of a GOAUTH command is asked for the refused address, as in go', async () => {
    const authority = await makeAuthority(folder, 'goauth');
    const tls = await authority.issue('IP:127.0.0.1');
    await using proxy = await startAnswering(
      (_, request) => (/token-4711/.test(request) ? GOOD : { text: httpAnswer(401, '') }),
      tls,
    );
    const script = join(folder, 'auth');
    writeFileSync(
      script,
      `#!/bin/sh\n[ $# = 0 ] && exit\nprintf '%s\\n\\nAuthorization: Bearer token-4711\\n\\n' '${proxy.url}'\n`,
      { mode: 0o755 },
    );
    const env = { SSL_CERT_FILE: authority.certificateFile, SSL_CERT_DIR: '/nosuch', GOAUTH: script };
    const measured = await measureChain({ goproxy: proxy.url, env });
    expect(measured.net.entries[0]?.verdict).toBe('answers');
    expect(JSON.stringify(measured)).not.toContain('token-4711');
  });
});

it('says nothing with control characters of a certificate', async () => {
  const evil = await makeAuthority(folder, 'A\u001b[2JB');
  await using server = await startAnswering(() => GOOD, await evil.issue('IP:127.0.0.1'));
  const { findings } = await measureChain({ goproxy: server.url });
  expect(findings.map(({ code }) => code)).toEqual(['tls-untrusted']);
});
