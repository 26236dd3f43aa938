import { describe, expect, it } from 'vitest';
import { GvError } from '../../../src/errors.ts';
import { proveInLog, type LogProof } from '../../../src/trust/log/prove.ts';
import type { LogReader } from '../../../src/trust/log/reader.ts';
import { codeOf } from '../../support/code-of.ts';
import { mintLogKey } from '../../support/log-key.ts';
import { flipped, inTiles } from '../../support/log-lies.ts';
import { startLogServer } from '../../support/log-server.ts';
import { H1, MODULE, testLog, VERSION } from '../../support/log.ts';

const log = testLog({ size: 700, id: 300, key: mintLogKey() });

function readerAt(base: string): LogReader {
  const get = async (path: string): Promise<Uint8Array> => {
    const response = await fetch(`${base}/${path}`);
    const body = new Uint8Array(await response.arrayBuffer());
    if (response.ok) return body;
    throw new GvError('http-status', `HTTP ${response.status}`);
  };
  return { lookup: (what) => get(`lookup/${what}`), tile: get };
}

function ask(base: string, ...known: readonly string[]): Promise<LogProof> {
  const reader = readerAt(base);
  return proveInLog({ module: MODULE, version: VERSION, key: log.key.verifier, known, reader });
}

describe('a log behind HTTP', () => {
  it('proves its record directly and through a proxy, from the head it calls its latest', async () => {
    await using server = await startLogServer(log);
    for (const base of [server.origin, server.proxied]) {
      expect((await fetch(`${base}/supported`)).status).toBe(200);
      const known = await (await fetch(`${base}/latest`)).text();
      expect((await ask(base, known)).h1).toBe(H1);
    }
    expect(server.asked).toContain('tile/8/0/001');
  });

  it('is refused from the moment it lies', async () => {
    await using server = await startLogServer(log);
    expect(await codeOf(() => ask(server.origin))).toBe('ok');
    server.set(
      log,
      inTiles((bytes) => flipped(bytes, 0)),
    );
    expect(await codeOf(() => ask(server.origin))).toBe('log-wrong');
    server.set(log, (path, bytes) => (path.startsWith('tile/') ? undefined : bytes));
    expect(await codeOf(() => ask(server.origin))).toBe('http-status');
  });
});
