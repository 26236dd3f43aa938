import { describe, expect, it } from 'vitest';
import { connectTcp } from '../../../src/io/net/tcp.ts';
import { measureChain, VERSION } from '../../support/net-chain.ts';
import { httpAnswer, startAnswering, startBlackHole, startSocketServer } from '../../support/net-servers.ts';
import { deadUrl, startDripServer, startRawServer } from '../../support/raw-server.ts';

const INFO = JSON.stringify({ Version: VERSION });
const good = (headers: readonly string[] = []): string => httpAnswer(200, INFO, headers);
const GOOD = { text: good() };

/** The deadline of the section ends these servers long before their 10 s: they are silent either way. */
const SHORT = { timeoutMs: 3_000 };

/* Seconds in which nothing happens: they pass for all of these at once. */
describe.concurrent('a silent server that', () => {
  it('says nothing to TLS costs go 10 s for every request', async () => {
    await using mute = await startRawServer();
    const goproxy = `https://127.0.0.1:${mute.port}|off`;
    const { net, findings } = await measureChain({ goproxy, ...SHORT });
    expect(net.entries[0]).toMatchObject({ verdict: 'next', why: 'no answer to TLS' });
    expect(findings.find(({ code }) => code === 'dead-entry-costs')?.cost).toEqual({
      ms: 10_000,
      per: 'request',
    });
  });

  it('says nothing to a request keeps go waiting for ever, whatever follows', async () => {
    await using mute = await startRawServer();
    await using proxy = await startAnswering(() => GOOD);
    for (const separator of [',', '|']) {
      const goproxy = `${mute.url}${separator}${proxy.url}`;
      const { net, codes } = await measureChain({ goproxy, ...SHORT });
      expect(net.entries[0]?.verdict).toBe('never-answers');
      expect(codes).toContain('answers-never');
    }
  });

  it.each([
    ['drips its body', { head: 'HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n', piece: 'x', everyMs: 50 }],
    ['drips its head', { head: 'HTTP/1.1 200 OK\r\n', piece: 'x', everyMs: 50 }],
    ['sends for ever', { head: 'HTTP/1.1 200 OK\r\n\r\n', piece: 'x'.repeat(1024 * 1024), everyMs: 5 }],
  ])('%s has no end, and gv has one', async (_, drip) => {
    await using server = await startDripServer(drip);
    const { net } = await measureChain({ goproxy: server.url, ...SHORT });
    expect(net.entries[0]?.verdict).toBe('never-answers');
    const body = net.entries[0]?.phases.find((phase) => phase.name === 'body');
    expect(body?.bytes ?? 0).toBeLessThanOrEqual(1024 * 1024);
  });

  it('is there no longer than the deadline, which cuts the chain short, shows what was measured and names what was not', async () => {
    await using mute = await startRawServer();
    const goproxy = `${mute.url}|https://a.invalid|https://b.invalid`;
    const { net, findings } = await measureChain({ goproxy, timeoutMs: 3_000 });
    expect(net.entries.map(({ entry }) => entry)).toEqual([mute.url.replace(/\/$/, '')]);
    // The 10 s of a phase are cut as well.
    expect(net.entries[0]?.phases.at(-1)).toMatchObject({ name: 'first-byte', failed: 'no-answer' });
    expect(net.entries[0]?.phases.at(-1)?.ms).toBeLessThan(9_000);
    const cut = findings.find(({ code }) => code === 'cut-short');
    expect(cut).toMatchObject({
      level: 'note',
      text: expect.stringContaining('https://a.invalid, https://b.invalid'),
    });
  });
});

describe('a server that', () => {
  it('takes no connection costs go 30 s for every request, where | follows', async () => {
    await using hole = await startBlackHole();
    await using proxy = await startAnswering(() => GOOD);
    const goproxy = `${hole.url}|${proxy.url}`;
    const { net, findings } = await measureChain({ goproxy, timeoutMs: 14_000, env: { GONOSUMDB: '' } });
    expect(net.entries.map(({ verdict }) => verdict)).toEqual(['next', 'answers']);
    const [tcp] = net.entries[0]?.phases.slice(1) ?? [];
    expect(tcp).toMatchObject({ name: 'tcp', failed: 'no-answer' });
    expect(tcp?.ms).toBeGreaterThan(9_900);
    expect(tcp?.ms).toBeLessThan(13_000);
    expect(findings.find(({ code }) => code === 'dead-entry-costs')).toMatchObject({
      cost: { ms: 30_000, per: 'request' },
      cure: `export GOPROXY=${proxy.url}`,
      undo: `export 'GOPROXY=${goproxy}'`,
      evidence: [{ how: 'measured' }, { how: 'derived', value: 120, unit: 's' }],
    });
  });

  it('refuses, hangs up, or speaks no HTTP, fails at once', async () => {
    await using cut = await startSocketServer((socket) => socket.once('data', () => socket.destroy()));
    await using babble = await startRawServer('\u0000\u0001not http\r\n\r\n');
    const verdict = async (goproxy: string): Promise<readonly [unknown, unknown]> => {
      const { net, codes } = await measureChain({ goproxy });
      return [net.entries[0]?.phases.at(-1)?.failed, codes[0]];
    };
    expect(await verdict(await deadUrl())).toEqual(['refused', 'proxy-refused']);
    expect(await verdict(cut.url)).toEqual(['closed', 'entry-ends-chain']);
    expect(await verdict(babble.url)).toEqual(['closed', 'entry-ends-chain']);
    expect(await verdict(`https://127.0.0.1:${babble.port}`)).toEqual(['alert', 'tls-old']);
    expect(await verdict('https://no-such-name.invalid')).toEqual(['no-name', 'proxy-name']);
  });

  it('answers late is measured to the moment, its head and its body apart', async () => {
    const half = INFO.slice(0, 10);
    await using slow = await startSocketServer((socket) => {
      socket.on('data', () => {
        setTimeout(
          () => socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${INFO.length}\r\n\r\n${half}`),
          100,
        );
        setTimeout(() => socket.write(INFO.slice(10)), 2_000);
      });
    });
    const { net } = await measureChain({ goproxy: slow.url });
    const [head = 0, body = 0] = (net.entries[0]?.phases ?? []).slice(2).map(({ ms }) => ms);
    expect(head).toBeGreaterThan(95);
    // The head is late on a busy machine; it never waits for the body.
    expect(head).toBeLessThan(1_900);
    expect(body).toBeGreaterThan(50);
    expect(net.entries[0]?.verdict).toBe('answers');
  });

  it.each([
    ['{"Version":"v9.9.9"}', 'the answer is about another version'],
    ['<html>sign in</html>', 'the answer is no .info'],
  ])('lies about an .info (%s) is refused as go does it', async (body, why) => {
    await using proxy = await startAnswering(() => ({ text: httpAnswer(200, body) }));
    const { net } = await measureChain({ goproxy: `${proxy.url},direct` });
    expect(net.entries[0]).toMatchObject({ verdict: 'ends', why: `200, and ${why}` });
  });

  it('names itself by control characters cannot write on a terminal', async () => {
    const headers = ['X-Evil: \u001b]0;x\u0007', 'WWW-Authenticate: Basic realm="\u001b[2J"'];
    await using proxy = await startAnswering(() => ({ text: httpAnswer(401, 'x', headers) }));
    const { net, findings } = await measureChain({ goproxy: proxy.url });
    expect(JSON.stringify([net, findings])).not.toMatch(/\\u001b|\\u0007/);
  });
});

describe('the clock', () => {
  it('is wrong where two servers agree on another time, and not where one says so', async () => {
    const date = `Date: ${new Date(Date.now() + 3_600_000).toUTCString()}`;
    await using first = await startAnswering(() => ({ text: httpAnswer(404, '', [date]) }));
    await using second = await startAnswering(() => ({ text: good([date]) }));
    const two = await measureChain({ goproxy: `${first.url},${second.url}` });
    expect(two.findings).toMatchObject([{ code: 'clock-wrong', text: expect.stringContaining('behind') }]);
    const one = await measureChain({ goproxy: second.url });
    expect(one.codes).toEqual([]);
  });
});

describe('two families of addresses', () => {
  const limit = { ms: 5_000, signal: new AbortController().signal };

  it('go to the one that answers, and both are measured', async () => {
    await using server = await startAnswering(() => GOOD);
    const { phase, socket } = await connectTcp({ addresses: ['::1', '127.0.0.1'], port: server.port, limit });
    socket?.destroy();
    expect(phase).toMatchObject({
      address: '127.0.0.1',
      other: { address: '::1', failed: expect.any(String) },
    });
  });

  it('tell of a silent one after two seconds, which is what makes it a finding', async () => {
    await using server = await startAnswering(() => GOOD);
    await using _ = await startBlackHole({ host: '::1', port: server.port });
    const { phase, socket } = await connectTcp({ addresses: ['::1', '127.0.0.1'], port: server.port, limit });
    socket?.destroy();
    expect(phase).toMatchObject({ address: '127.0.0.1', other: { address: '::1', failed: 'no-answer' } });
    expect(phase.ms).toBeLessThan(1_900);
  });
});

it('asks for the module that was named', async () => {
  const paths: string[] = [];
  await using proxy = await startAnswering((path) => {
    paths.push(path);
    return GOOD;
  });
  await measureChain({ goproxy: `${proxy.url}/base?token=s3cret`, target: 'example.test/Big/Lib@v1.2.3' });
  expect(paths[0]).toBe('/base/example.test/!big/!lib/@v/v1.2.3.info?token=s3cret');
});
