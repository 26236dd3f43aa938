import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EntryReport } from '../../../src/core/net/net-report.ts';
import type { TlsPhase } from '../../../src/core/net/phase.ts';
import { MODULE, measureChain, publishModule, VERSION } from '../../support/net-chain.ts';
import { httpAnswer, type Proxies, startAnswering, startProxies } from '../../support/net-servers.ts';
import { makeAuthority, type TestAuthority } from '../../support/release-tls.ts';

const folder = mkdtempSync(join(tmpdir(), 'gv-test-net-'));
const run = promisify(execFile);
const openssl = (...args: readonly string[]): string =>
  execFileSync('openssl', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
const WEAK = 'DEFAULT:@SECLEVEL=0';
const GOOD = { text: httpAnswer(200, JSON.stringify({ Version: VERSION })) };
let authority: TestAuthority;
let proxies: Proxies;
let env: Readonly<Record<string, string>>;

beforeAll(async () => {
  authority = await makeAuthority(folder);
  env = { SSL_CERT_FILE: authority.certificateFile, SSL_CERT_DIR: '/nosuch' };
  const tls = await authority.issue('IP:127.0.0.1');
  proxies = await startProxies({ folder, tls, ocsp: ocspAnswer() });
  publishModule(join(folder, 'www'));
});
afterAll(async () => {
  await proxies[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

/** An OCSP answer of the authority about its first certificate. */
function ocspAnswer(): Uint8Array {
  const serial = openssl('x509', '-in', '1.pem', '-noout', '-serial').trim().replace('serial=', '');
  writeFileSync(join(folder, 'index.txt'), `V\t300101000000Z\t\t${serial}\tunknown\t/CN=gv test server\n`);
  const ca = ['-CA', 'ca.pem', '-issuer', 'ca.pem', '-rsigner', 'ca.pem', '-rkey', 'ca.key'];
  openssl(
    'ocsp',
    '-index',
    'index.txt',
    ...ca,
    '-serial',
    `0x${serial}`,
    '-ndays',
    '2',
    '-respout',
    'answer.der',
  );
  return readFileSync(join(folder, 'answer.der'));
}

function tlsOf({ phases }: EntryReport): TlsPhase {
  const tls = phases.find((phase) => phase.name === 'tls');
  if (tls === undefined) throw new Error('no handshake was tried');
  return tls;
}

async function entryAt(goproxy: string, more: Readonly<Record<string, string>> = env): Promise<EntryReport> {
  const { net } = await measureChain({ goproxy, env: more });
  const [entry] = net.entries;
  if (entry === undefined) throw new Error('nothing was measured');
  return entry;
}

describe('the facts of a handshake', () => {
  it.each(['modern', 'older'] as const)('of the %s server are those of openssl s_client', async (name) => {
    const tls = tlsOf(await entryAt(proxies[name]));
    const { host } = new URL(proxies[name]);
    const args = ['s_client', '-connect', host, '-CAfile', authority.certificateFile, '-status'];
    const said = openssl(...args, '-alpn', 'h2,http/1.1', '-ign_eof', '-no_ign_eof');
    expect(said).toContain(`Protocol  : ${tls.version}`.replace('Protocol  : TLSv1.3', 'TLSv1.3'));
    expect(said).toContain(`ALPN protocol: ${tls.alpn}`);
    expect(said.includes('OCSP Response Status: successful')).toBe(tls.ocsp);
    expect(said).toMatch(new RegExp(`Server Temp Key: ${tls.kex},`));
    expect(said).toContain('Verify return code: 0 (ok)');
    expect(tls.failed).toBeUndefined();
    const end = openssl('x509', '-in', '1.pem', '-noout', '-enddate').trim().replace('notAfter=', '');
    expect(tls.notAfter).toBe(new Date(end).toISOString());
  });

  it('are in the order and near the times of curl with the one authority', async () => {
    const url = `${proxies.modern}/${MODULE}/@v/${VERSION}.info`;
    const format = '%{time_connect} %{time_appconnect} %{time_starttransfer} %{time_total} %{http_code}';
    const args = ['-s', '-o', '/dev/null', '--cacert', authority.certificateFile, '-w', format, url];
    const { stdout } = await run('curl', args, { env: { PATH: process.env['PATH'], CURL_HOME: folder } });
    const [connect = 0, tls = 0, first = 0, total = 0, status] = stdout.split(' ').map(Number);
    const entry = await entryAt(proxies.modern);
    expect(entry.status).toBe(status);
    expect([connect, tls, first, total].toSorted((a, b) => a - b)).toEqual([connect, tls, first, total]);
    expect(entry.phases.map(({ name }) => name)).toEqual(['name', 'tcp', 'tls', 'first-byte', 'body']);
    expect(entry.phases.every(({ ms }) => ms >= 0)).toBe(true);
  });
});

describe('a certificate', () => {
  const codes = async (goproxy: string, more = env): Promise<readonly string[]> =>
    (await measureChain({ goproxy, env: more })).codes;

  it('of an authority that go does not know: nothing is asked, and the authority is named', async () => {
    const foreign = await makeAuthority(mkdtempSync(join(folder, 'foreign-')), 'Corp Root CA');
    let asked = 0;
    await using server = await startAnswering(
      () => {
        asked += 1;
        return GOOD;
      },
      await foreign.issue('IP:127.0.0.1'),
    );
    const { findings, net } = await measureChain({ goproxy: `${server.url},direct`, env });
    expect(net.entries[0]?.verdict).toBe('ends');
    expect(tlsOf(net.entries[0] ?? (await entryAt('')))).toMatchObject({
      failed: 'untrusted',
      issuer: 'Corp Root CA',
    });
    expect(findings.map(({ code }) => code)).toEqual(['tls-untrusted']);
    expect(findings[0]?.cure).toMatch(
      /Corp Root CA .*update-ca-certificates.*SSL_CERT_FILE for go, .*http\.sslCAInfo for git/,
    );
    expect(findings[0]?.cure).not.toMatch(/INSECURE|sslVerify/);
    expect(asked).toBe(0);
    const cured = await codes(server.url, { ...env, SSL_CERT_FILE: foreign.certificateFile });
    expect(cured).toEqual(['tls-intercepted', 'tls-expires']);
  });

  it('for another name, and one that gives its name in the subject alone', async () => {
    const tls = await authority.issue('DNS:other.test');
    await using server = await startAnswering(() => GOOD, tls);
    expect(tlsOf(await entryAt(server.url)).failed).toBe('name-mismatch');
    openssl(
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      'cn.key',
      '-out',
      'cn.pem',
      '-subj',
      '/CN=localhost',
      '-days',
      '2',
    );
    const pem = (name: string): string => readFileSync(join(folder, name), 'utf8');
    await using named = await startAnswering(() => GOOD, { key: pem('cn.key'), cert: pem('cn.pem') });
    const url = named.url.replace('127.0.0.1', 'localhost');
    const trusting = { ...env, SSL_CERT_FILE: join(folder, 'cn.pem') };
    expect(tlsOf(await entryAt(url, trusting)).failed).toBe('name-mismatch');
  });

  it('whose time is over is told with the clock, and one that ends soon is advice', async () => {
    const [key, request] = ['-keyout', 'old.key'];
    openssl(
      'req',
      '-newkey',
      'rsa:1024',
      '-nodes',
      key ?? '',
      request ?? '',
      '-out',
      'old.csr',
      '-subj',
      '/CN=x',
    );
    writeFileSync(join(folder, 'old.ext'), 'subjectAltName=IP:127.0.0.1\n');
    writeFileSync(join(folder, 'db'), '');
    writeFileSync(join(folder, 'serial'), '77\n');
    const base = [
      'default_ca=c',
      '[c]',
      'database=db',
      'serial=serial',
      'new_certs_dir=.',
      'default_md=sha256',
      'policy=p',
    ];
    writeFileSync(join(folder, 'ca.cnf'), [...base, '[p]', 'commonName=supplied', ''].join('\n'));
    const issue = (start: string, end: string, out: string): string =>
      openssl(
        ...`ca -batch -config ca.cnf -cert ca.pem -keyfile ca.key -in old.csr -extfile old.ext -notext`.split(
          ' ',
        ),
        ...`-startdate ${start} -enddate ${end} -out ${out}`.split(' '),
      );
    issue('20200101000000Z', '20200201000000Z', 'expired.pem');
    const pem = (name: string): string => readFileSync(join(folder, name), 'utf8');
    await using server = await startAnswering(() => GOOD, {
      key: pem('old.key'),
      cert: pem('expired.pem'),
      ciphers: WEAK,
    });
    const { findings, net } = await measureChain({ goproxy: server.url, env });
    expect(net.entries[0]?.phases.at(-1)).toMatchObject({
      failed: 'expired',
      notAfter: '2020-02-01T00:00:00.000Z',
    });
    expect(findings[0]).toMatchObject({ code: 'tls-untrusted', cure: expect.stringContaining('clock') });
  });

  it('with a short RSA key is a note', async () => {
    writeFileSync(join(folder, 'weak.ext'), 'subjectAltName=IP:127.0.0.1\n');
    openssl(
      'req',
      '-newkey',
      'rsa:1024',
      '-nodes',
      '-keyout',
      'weak.key',
      '-out',
      'weak.csr',
      '-subj',
      '/CN=x',
    );
    const by = [
      '-CA',
      'ca.pem',
      '-CAkey',
      'ca.key',
      '-CAcreateserial',
      '-days',
      '90',
      '-extfile',
      'weak.ext',
    ];
    openssl('x509', '-req', '-in', 'weak.csr', ...by, '-out', 'weak.pem');
    const pem = (name: string): string => readFileSync(join(folder, name), 'utf8');
    await using server = await startAnswering(() => GOOD, {
      key: pem('weak.key'),
      cert: pem('weak.pem'),
      ciphers: WEAK,
    });
    const { findings } = await measureChain({ goproxy: server.url, env });
    expect(findings.map(({ code, level }) => [code, level])).toEqual([
      ['tls-intercepted', 'note'],
      ['tls-old', 'note'],
    ]);
  });
});

it('tells which old version a server speaks, that go does not', async () => {
  const tls = await authority.issue('IP:127.0.0.1');
  const old = { ...tls, minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: WEAK } as const;
  await using server = await startAnswering(() => GOOD, old);
  const { findings, net } = await measureChain({ goproxy: server.url, env });
  expect(net.entries[0]?.phases.at(-1)).toMatchObject({ name: 'tls', failed: 'alert', version: 'TLSv1.1' });
  expect(findings).toMatchObject([{ code: 'tls-old', text: expect.stringContaining('TLSv1.1 at most') }]);
});
