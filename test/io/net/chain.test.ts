import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MODULE, measureChain, publishModule, VERSION } from '../../support/net-chain.ts';
import { type Proxies, startProxies, STATUSES } from '../../support/net-servers.ts';
import { makeAuthority, type TestAuthority } from '../../support/release-tls.ts';

const folder = mkdtempSync(join(tmpdir(), 'gv-test-net-'));
let authority: TestAuthority;
let proxies: Proxies;
let trusting: Readonly<Record<string, string>>;

beforeAll(async () => {
  authority = await makeAuthority(folder);
  proxies = await startProxies({ folder, tls: await authority.issue('IP:127.0.0.1') });
  publishModule(join(folder, 'www'));
  trusting = { SSL_CERT_FILE: authority.certificateFile, SSL_CERT_DIR: '/nosuch' };
});
afterAll(async () => {
  await proxies[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

describe('the phases of an exchange', () => {
  it('with HTTP/2: each in its order, and the second request on the same connection', async () => {
    const before = (await proxies.log()).length;
    const { net } = await measureChain({ goproxy: proxies.modern, env: trusting });
    const [entry] = net.entries;
    expect(entry).toMatchObject({ verdict: 'answers', status: 200, again: { newConnection: false } });
    expect(entry?.phases.map(({ name }) => name)).toEqual(['name', 'tcp', 'tls', 'first-byte', 'body']);
    expect(entry?.phases[2]).toMatchObject({
      version: 'TLSv1.3',
      alpn: 'h2',
      ocsp: false,
      issuer: 'gv test authority',
      chain: ['gv test server', 'gv test authority'],
      privateRoot: true,
    });
    const asked = (await proxies.log()).slice(before).map((line) => line.split(' '));
    expect(asked.map(([, request, status]) => [request, status])).toEqual([
      ['1', '200'],
      ['2', '200'],
    ]);
    expect(new Set(asked.map(([connection]) => connection)).size).toBe(1);
  });

  it('with TLS 1.2 and HTTP/1.1, where the server says so', async () => {
    const { net } = await measureChain({ goproxy: proxies.older, env: trusting });
    expect(net.entries[0]?.phases[2]).toMatchObject({ version: 'TLSv1.2', alpn: 'http/1.1' });
    expect(net.entries[0]?.again).toMatchObject({ newConnection: false });
  });

  it('a connection for each request is advice, with the cost of a connection', async () => {
    const { findings } = await measureChain({ goproxy: proxies.stingy, env: trusting });
    expect(findings).toContainEqual(expect.objectContaining({ code: 'no-keepalive', level: 'advice' }));
    const cost = findings.find(({ code }) => code === 'no-keepalive')?.cost;
    expect(cost).toEqual({ ms: expect.any(Number), per: 'request' });
  });

  it.each([
    ['modern', 2],
    ['older', 1],
    ['stingy', 0],
  ] as const)('the %s server keeps a connection for %i s', async (name, seconds) => {
    const { net, codes } = await measureChain({
      goproxy: proxies[name],
      env: trusting,
      wishes: { idleSeconds: 5 },
    });
    const { idle } = net.entries[0] ?? {};
    expect(idle?.closed).toBe(true);
    expect(idle?.seconds).toBeGreaterThanOrEqual(seconds === 0 ? 0 : seconds - 0.1);
    expect(idle?.seconds).toBeLessThan(seconds + 2.5);
    expect(codes).toContain(seconds === 0 ? 'no-keepalive' : 'short-idle');
  });
});

describe('the verdict', () => {
  it.each(STATUSES)('of %i is that of the go command', async (status) => {
    const verdicts = async (separator: string): Promise<readonly string[]> => {
      const goproxy = `${proxies.answering(status)}${separator}${proxies.plain}`;
      const { net } = await measureChain({ goproxy });
      return net.entries.map(({ verdict }) => verdict);
    };
    const isMissing = status === 404 || status === 410;
    expect(await verdicts(',')).toEqual(isMissing ? ['next', 'answers'] : ['ends', 'not-asked']);
    expect(await verdicts('|')).toEqual(['next', 'answers']);
  });

  it('tells no name of a module to an entry that go does not reach', async () => {
    const before = (await proxies.log()).length;
    const goproxy = `${proxies.answering(503)},${proxies.plain}`;
    const { codes, findings } = await measureChain({ goproxy });
    expect(codes).toEqual(['entry-ends-chain']);
    expect(findings[0]?.text).toMatch(/503, and go ends there; http:.* is never asked$/);
    expect(findings[0]?.cure).toBe(`export 'GOPROXY=${goproxy.replace(',', '|')}'`);
    const paths = (await proxies.log()).slice(before).map((line) => line.split(' ')[3]);
    expect(paths.filter((path) => !path?.startsWith('/s503/'))).toEqual([]);
  });

  it('names no private module to a module proxy', async () => {
    const before = (await proxies.log()).length;
    for (const name of ['GOPRIVATE', 'GONOPROXY']) {
      const { net } = await measureChain({ goproxy: proxies.plain, env: { [name]: '*.test' } });
      expect(net.entries.map(({ entry, verdict }) => [entry, verdict])).toEqual([['direct', 'asked']]);
      expect(net.subject.private).toBe(true);
      expect(net.sumdb).toBeNull();
    }
    expect((await proxies.log()).length).toBe(before);
  });

  it('of a refusal in front of | is that go goes round the gatekeeper', async () => {
    const goproxy = `${proxies.answering(403)}|${proxies.plain}`;
    const plain = await measureChain({ goproxy, env: { GONOSUMDB: '' } });
    expect(plain.findings.find(({ code }) => code === 'pipe-bypasses-policy')?.level).toBe('note');
    const secret = await measureChain({ goproxy, env: { GOPRIVATE: 'git.corp.example' } });
    const finding = secret.findings.find(({ code }) => code === 'pipe-bypasses-policy');
    expect(finding).toMatchObject({
      level: 'problem',
      cure: `export GOPROXY=${goproxy.replace('|', ',')}`,
      undo: `export 'GOPROXY=${goproxy}'`,
    });
  });

  it('reads a version, a list, one address and a module that is not there', async () => {
    const list = await measureChain({ goproxy: proxies.plain, target: MODULE });
    expect(list.net.subject).toMatchObject({ module: MODULE, version: null });
    expect(list.net.entries[0]?.verdict).toBe('answers');
    const url = `${proxies.plain}/${MODULE}/@v/list`;
    const one = await measureChain({ goproxy: 'off', target: url });
    expect(one.net).toMatchObject({
      subject: { url },
      entries: [{ verdict: 'answers', entry: url }],
      sumdb: null,
    });
    const none = await measureChain({ goproxy: proxies.plain, target: 'example.test/nosuch@v1.0.0' });
    expect(none.findings).toMatchObject([
      { code: 'entry-ends-chain', cure: expect.stringContaining('spelling') },
    ]);
  });

  it('of a directory is that of its file', async () => {
    const goproxy = `file:///nosuch,file://${join(folder, 'www')},off`;
    const { net, codes } = await measureChain({ goproxy });
    expect(net.entries.map(({ verdict }) => verdict)).toEqual(['next', 'answers', 'not-asked']);
    expect(codes).toEqual([]);
  });
});

describe('GOPROXY itself', () => {
  it('with entries behind direct: a note with the shorter list', async () => {
    const goproxy = `${proxies.plain},direct,https://x.example|off`;
    const { findings } = await measureChain({ goproxy });
    expect(findings).toMatchObject([
      { code: 'entry-unreachable-by-order', level: 'note', cure: `export GOPROXY=${proxies.plain},direct` },
    ]);
  });

  it.each(['proxy', ',|', 'ftp://x.example', 'http://me:s3cret@x.example', '/srv/modules,direct'])(
    'as %j: go refuses it, and gv says so without a password',
    async (goproxy) => {
      const { findings, net } = await measureChain({ goproxy });
      expect(findings.map(({ code }) => code)).toEqual(['goproxy-malformed']);
      expect(net.entries).toEqual([]);
      expect(JSON.stringify([findings, net])).not.toContain('s3cret');
    },
  );

  it('off and direct by themselves', async () => {
    const off = await measureChain({ goproxy: 'off' });
    expect(off.net.entries).toMatchObject([{ entry: 'off', verdict: 'ends' }]);
    const direct = await measureChain({ goproxy: 'direct' });
    expect(direct.net.entries).toMatchObject([{ entry: 'direct', verdict: 'asked' }]);
  });
});

it('puts the chain beside the same with a setting changed', async () => {
  const compare = [{ name: 'GODEBUG', value: 'http2client=0' }];
  const { net } = await measureChain({ goproxy: proxies.modern, env: trusting, wishes: { compare } });
  const alpn = (entries: typeof net.entries): readonly unknown[] =>
    entries.flatMap(({ phases }) => phases.flatMap((phase) => (phase.name === 'tls' ? [phase.alpn] : [])));
  expect(alpn(net.entries)).toEqual(['h2']);
  expect(net.compared.map(({ with: changed, entries }) => [changed, alpn(entries)])).toEqual([
    ['GODEBUG=http2client=0', ['http/1.1']],
  ]);
});

it('says that GODEBUG keeps go from HTTP/2, and only where the server offers it', async () => {
  const env = { ...trusting, GODEBUG: 'x=1,http2client=0' };
  expect((await measureChain({ goproxy: proxies.modern, env })).codes).toContain('http2-off');
  expect((await measureChain({ goproxy: proxies.older, env })).codes).not.toContain('http2-off');
});

it('reads at most 16 MiB of a zip, and nothing of one that is not there', async () => {
  const measured = async (): Promise<unknown> => {
    const { net } = await measureChain({ goproxy: proxies.plain, wishes: { throughput: true } });
    return net.entries[0]?.throughput;
  };
  expect(await measured()).toBeNull();
  writeFileSync(join(folder, 'www', MODULE, '@v', `${VERSION}.zip`), Buffer.alloc(17 * 1024 * 1024));
  expect(await measured()).toMatchObject({ bytes: 16 * 1024 * 1024 });
});
