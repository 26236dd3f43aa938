import { join } from 'node:path';
import { sandbox } from '../test/support/sandbox.ts';
import { byHand } from './by-hand.ts';
import { contest, type Outcome } from './contest.ts';
import { goDownload, gvDownload } from './go-download.ts';
import { inMemory } from './in-memory.ts';
import { goproxyEntry, type KeptProxy, startKeptProxy } from './kept-proxy.ts';
import type { Row } from './measure.ts';
import { figureRow, ratioRow, sideRows } from './row.ts';

const ROUNDS = 5;
const VERSION = '1.27.3';
const MODULE = `toolchain@v0.0.1-go${VERSION}.linux-amd64`;
const ZIP = `/golang.org/toolchain/@v/v0.0.1-go${VERSION}.linux-amd64.zip`;

/**
 * A release through a module proxy on loopback, in turn with the go command's own download of it, both proven by the checksum
 * database, and with unzip, which has the file already and proves nothing; empty caches.
 */
export async function proxyBenchmarks(): Promise<readonly Row[]> {
  return await inMemory(async (folder) => {
    await using proxy = await startKeptProxy(goproxyEntry(), join(folder, 'kept'));
    await using box = await sandbox({ env: { GOPROXY: proxy.url, GV_SOURCE: 'proxy' } });
    const probe = await box.gv(['list', '--remote']);
    if (probe.code === 0) return rowsOf(await contestOf(box, proxy, folder));
    process.stderr.write('no proxy benchmark: no module proxy can be reached\n');
    return [];
  });
}

async function contestOf(
  box: Parameters<typeof gvDownload>[0]['box'],
  proxy: KeptProxy,
  folder: string,
): Promise<readonly Outcome[]> {
  const gv = gvDownload({ box, version: VERSION, removed: ['versions', 'cache', 'trust', 'receipts'] });
  const go = goDownload({ folder: join(folder, 'go'), version: VERSION, goproxy: proxy.url });
  const archive = proxy.fileOf(ZIP);
  const hands = byHand({ folder, archive, go: join('golang.org', MODULE, 'bin', 'go') });
  return await contest([gv, go, ...hands], ROUNDS);
}

function rowsOf(outcomes: readonly Outcome[]): readonly Row[] {
  const what = `module zip ${VERSION}`;
  const gv = outcomes.find(({ name }) => name === 'gv');
  const memory =
    gv === undefined || 'failure' in gv
      ? []
      : [figureRow({ what: `${what}: memory`, value: gv.peakMb, unit: 'MB', most: 260 })];
  return [
    ...sideRows(what, outcomes),
    ratioRow(outcomes, { what, one: 'gv', other: 'go', most: 0.36 }),
    ...memory,
  ];
}
