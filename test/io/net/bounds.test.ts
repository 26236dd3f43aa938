import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MODULE, measureChain, VERSION } from '../../support/net-chain.ts';
import { httpAnswer, startAnswering } from '../../support/net-servers.ts';
import { startRawServer } from '../../support/raw-server.ts';

const INFO = JSON.stringify({ Version: VERSION });
const LONG_HOST = `${'a'.repeat(300)}.test`;
const redirect = (to: string): string => httpAnswer(302, '', [`Location: ${to}`]);

describe('gv doctor net', () => {
  it('takes a host name that the system refuses for one that is not known', async () => {
    const { net, codes } = await measureChain({ goproxy: `https://${LONG_HOST}` });
    expect([net.entries[0]?.phases, codes]).toMatchObject([[{ failed: 'no-name' }], ['proxy-name']]);
  });

  it('tells of a redirect to such a name', async () => {
    await using server = await startAnswering(() => ({ text: redirect(`http://${LONG_HOST}/`) }));
    const { net } = await measureChain({ goproxy: server.url });
    expect(net.entries[0]?.why).toBe(`redirected to ${LONG_HOST}: the host name is not known`);
  });

  it('takes an answer with a long head, as go does', async () => {
    const text = httpAnswer(200, INFO, [`X-Long: ${'x'.repeat(20_000)}`]);
    await using server = await startAnswering(() => ({ text }));
    expect((await measureChain({ goproxy: server.url })).net.entries[0]?.verdict).toBe('answers');
  });

  it('says nothing about a server that had no time to answer', async () => {
    await using mute = await startRawServer();
    const { net, findings } = await measureChain({ goproxy: `${mute.url},direct`, timeoutMs: 600 });
    expect(net.entries[0]).toMatchObject({ verdict: 'not-asked', why: 'the time was up' });
    expect(findings).toMatchObject([
      {
        code: 'cut-short',
        text: expect.stringContaining(`left out: http://127.0.0.1:${mute.port}, direct`) as unknown,
      },
    ]);
  });

  it('ends a program of GOAUTH with its time', async () => {
    await using mute = await startRawServer();
    const folder = mkdtempSync(join(tmpdir(), 'gv-test-bounds-'));
    const [program, pid] = [join(folder, 'login'), join(folder, 'pid')];
    writeFileSync(program, `#!/bin/sh\necho $$ > ${pid}\nexec sleep 60\n`, { mode: 0o755 });
    const goproxy = `https://127.0.0.1:${mute.port}`;
    const { codes } = await measureChain({ goproxy, env: { GOAUTH: program }, timeoutMs: 1_000 });
    expect(codes).toEqual(['cut-short']);
    const started = Number(readFileSync(pid, 'utf8'));
    rmSync(folder, { recursive: true });
    expect(() => process.kill(started, 0)).toThrow('ESRCH');
  });

  it('names the way back from GOPROXY=off', async () => {
    const { findings } = await measureChain({ goproxy: 'off' });
    expect(findings).toMatchObject([{ code: 'entry-ends-chain', cure: 'unset GOPROXY' }]);
  });

  it('never tries a setting that would make a private module public', async () => {
    const asked: string[] = [];
    await using server = await startAnswering((path) => {
      asked.push(path);
      return { text: httpAnswer(200, INFO) };
    });
    const compare = ['GOPRIVATE', 'GONOPROXY'].map((name) => ({ name, value: 'none' }));
    const { net } = await measureChain({
      goproxy: server.url,
      env: { GOPRIVATE: 'example.test', GONOPROXY: '', GONOSUMDB: '' },
      wishes: { compare },
    });
    expect([asked, net.compared]).toEqual([[], []]);
    expect(net.skipped.map(({ why }) => why).join()).toContain('would hear the name of a private module');
  });

  it('never tries to ask the checksum database about a module that GONOSUMDB matches', async () => {
    const asked: string[] = [];
    await using server = await startAnswering((path) => {
      asked.push(path);
      return { text: httpAnswer(200, INFO) };
    });
    const compare = [{ name: 'GONOSUMDB', value: 'none' }];
    await measureChain({ goproxy: server.url, env: { GOSUMDB: 'sum.test' }, wishes: { compare } });
    expect(asked.filter((path) => !path.startsWith(`/${MODULE}/`))).toEqual([]);
  });

  it.each([
    ['/C=XX', 'XX'],
    ['/', 'an authority without a name'],
  ])('says of a certificate of %s that it is signed by %s', async (subject, issuer) => {
    const folder = mkdtempSync(join(tmpdir(), 'gv-test-bounds-'));
    const [keyFile, certFile] = [join(folder, 'key'), join(folder, 'cert')];
    const files = ['-nodes', '-keyout', keyFile, '-out', certFile, '-subj', subject];
    execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', ...files], { stdio: 'ignore' });
    const [key, cert] = [readFileSync(keyFile), readFileSync(certFile)];
    rmSync(folder, { recursive: true });
    await using server = await startAnswering(() => ({ text: '' }), { key, cert });
    const { net } = await measureChain({ goproxy: server.url });
    expect(net.entries[0]?.phases.at(-1)).toMatchObject({ name: 'tls', failed: 'untrusted', issuer });
  });
});
