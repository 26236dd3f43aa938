import { randomBytes } from 'node:crypto';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { openHttp } from '../../../src/io/http/http.ts';
import { openRanged, type RangedFile } from '../../../src/io/ranges/ranged-file.ts';
import { failureOf } from '../../support/failure.ts';
import { QUICK } from '../../support/release-limits.ts';
import { testWorld } from '../../support/test-world.ts';

const FILE = randomBytes(10_000);
const T = FILE.length;
const TAIL = 1_000;

interface Asked {
  readonly range: string;
  readonly ifRange: string | undefined;
}

interface Server extends AsyncDisposable {
  readonly url: URL;
  readonly asked: readonly Asked[];
}

/** The answer to the n-th request: status, headers, body; undefined for an honest one. */
type Answer =
  | readonly [status: number, headers: Record<string, string | number>, body: Uint8Array]
  | undefined;

async function serve(answer: (request: number, from: number, to: number) => Answer): Promise<Server> {
  const asked: Asked[] = [];
  const listener: RequestListener = ({ headers }, response) => {
    const [, first = '', last = ''] = /^bytes=(\d*)-(\d+)$/.exec(headers.range ?? '') ?? [];
    const from = first === '' ? Math.max(0, T - Number(last)) : Number(first);
    const to = first === '' ? T : Number(last) + 1;
    asked.push({ range: headers.range ?? '', ifRange: headers['if-range']?.toString() });
    const honest = [
      206,
      { 'content-range': `bytes ${from}-${to - 1}/${T}` },
      FILE.subarray(from, to),
    ] as const;
    const [status, fields, body] = answer(asked.length, from, to) ?? honest;
    response.writeHead(status, fields).end(body);
  };
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/file.zip`),
    asked,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const never = new AbortController().signal;

/** Opens the file, and fetches one piece of it. */
async function fetched(
  server: Server,
  tailBytes = TAIL,
): Promise<{ readonly file: RangedFile | undefined; readonly piece: Buffer }> {
  await using world = await testWorld();
  const http = openHttp(world, QUICK);
  try {
    const file = await openRanged(http, server.url, { tailBytes, signal: never });
    const chunks: Uint8Array[] = [];
    await file?.fetch({ from: 100, to: 5_000 }, { signal: never, take: (chunk) => void chunks.push(chunk) });
    return { file, piece: Buffer.concat(chunks) };
  } finally {
    await http.close();
  }
}

describe('a file of which pieces are fetched', () => {
  it('is known by its end, which also has its length', async () => {
    await using server = await serve(() => undefined);
    const { file, piece } = await fetched(server);
    expect(file).toMatchObject({ url: server.url.href, total: T });
    expect(file?.tail).toEqual(FILE.subarray(-TAIL));
    expect(piece).toEqual(FILE.subarray(100, 5_000));
    expect(server.asked.map(({ range }) => range)).toEqual(['bytes=-1000', 'bytes=100-4999']);
  });

  it('is all here where it is shorter than its end would be', async () => {
    await using server = await serve(() => undefined);
    expect((await fetched(server, 2 * T)).file?.tail).toEqual(FILE);
  });

  it.each([404, 410])('is missing after a %d', async (status) => {
    await using server = await serve(() => [status, {}, Buffer.alloc(0)]);
    expect((await fetched(server)).file).toBeUndefined();
  });

  it('is asked for on condition that it is the same, where its server tags it', async () => {
    await using server = await serve((_, from, to) => [
      206,
      { 'content-range': `bytes ${from}-${to - 1}/${T}`, etag: '"one"' },
      FILE.subarray(from, to),
    ]);
    await fetched(server);
    expect(server.asked.map(({ ifRange }) => ifRange)).toEqual([undefined, '"one"']);
  });

  it('goes on where a connection broke', async () => {
    await using server = await serve((request, from, to) =>
      request === 2
        ? [
            206,
            { 'content-range': `bytes ${from}-${to - 1}/${T}`, connection: 'close' },
            FILE.subarray(from, from + 700),
          ]
        : undefined,
    );
    expect((await fetched(server)).piece).toEqual(FILE.subarray(100, 5_000));
    expect(server.asked.at(-1)?.range).toBe('bytes=800-4999');
  });

  it('is given up where every answer is cut short', async () => {
    await using server = await serve((_, from, to) =>
      to === T
        ? undefined
        : [206, { 'content-range': `bytes ${from}-${to - 1}/${T}` }, FILE.subarray(from, from + 1)],
    );
    expect(await failureOf(fetched(server))).toMatchObject({
      code: 'network',
      message: /ends before the piece does/,
    });
  });

  const ofRange = (range: string): Answer => [206, { 'content-range': range }, FILE.subarray(100, 5_000)];
  it.each([
    ['the whole file', 'network', () => [200, {}, FILE]],
    ['a piece without its place', 'network', () => [206, {}, FILE.subarray(100, 5_000)]],
    [
      'two pieces',
      'network',
      () => [206, { 'content-type': 'multipart/byteranges; boundary=x' }, Buffer.from('--x')],
    ],
    ['a piece that begins earlier', 'network', () => ofRange(`bytes 99-4999/${T}`)],
    ['a piece that begins later', 'network', () => ofRange(`bytes 101-4999/${T}`)],
    ['a piece that ends earlier', 'network', () => ofRange(`bytes 100-4998/${T}`)],
    ['a piece that ends later', 'network', () => ofRange(`bytes 100-5000/${T}`)],
    ['a piece of a longer file', 'network', () => ofRange(`bytes 100-4999/${T + 1}`)],
    ['a piece of a file of unknown length', 'network', () => ofRange('bytes 100-4999/*')],
    ['a place of no number', 'network', () => ofRange(`bytes 1e2-4999/${T}`)],
    ['more than the piece', 'size-wrong', () => [206, { 'content-range': `bytes 100-4999/${T}` }, FILE]],
    ['that there is no such piece', 'http-status', () => [416, {}, Buffer.alloc(0)]],
    ['a page that wants a login', 'http-status', () => [403, {}, Buffer.from('<html>')]],
  ] satisfies readonly [string, string, () => Answer][])(
    'is no such file where its server sends %s',
    async (_, code, lie) => {
      await using server = await serve((request) => (request === 1 ? undefined : lie()));
      expect(await failureOf(fetched(server))).toMatchObject({ code });
      expect(server.asked).toHaveLength(2);
    },
  );

  it.each([
    ['an end that begins elsewhere', `bytes ${T - TAIL - 1}-${T - 1}/${T}`],
    ['an end that is none', `bytes 0-${TAIL - 1}/${T}`],
    ['an end behind the end', `bytes ${T - TAIL}-${T}/${T}`],
    ['less of a file than it has', `bytes ${T - 1}-${T - 1}/${T}`],
  ])('is no such file where its server sends %s', async (_, range) => {
    await using server = await serve(() => [206, { 'content-range': range }, FILE.subarray(-TAIL)]);
    expect(await failureOf(fetched(server))).toMatchObject({
      code: 'network',
      message: /another range than asked/,
    });
  });
});
