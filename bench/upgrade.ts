import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { sandbox, type Sandbox } from '../test/support/sandbox.ts';
import { contest } from './contest.ts';
import { goDownload, gvDownload } from './go-download.ts';
import { inMemory } from './in-memory.ts';
import { goproxyEntry, type KeptProxy, startKeptProxy } from './kept-proxy.ts';
import type { Row } from './measure.ts';
import { figureRow, ratioRow, sideRows } from './row.ts';
import { timed } from './timed.ts';

const ROUNDS = 3;
/** Neighbours twice, then two and five patches apart. Only neighbours have a budget of bytes. */
const STEPS = [
  { from: '1.26.10', to: '1.26.11', bytes: 0.52 },
  { from: '1.27.3', to: '1.27.4', bytes: 0.52 },
  { from: '1.26.9', to: '1.26.11', bytes: 1 },
  { from: '1.26.6', to: '1.26.11', bytes: 1 },
] as const;
type Step = (typeof STEPS)[number];
const REQUESTS = 30;
const TIME = 0.25;
const MEMORY_MB = 260;

/** Upgrades within a line through the module proxy of Go's own settings, kept on loopback, against the go command's own download; in turn. */
export async function upgradeBenchmarks(): Promise<readonly Row[]> {
  return await inMemory(async (folder) => {
    await using proxy = await startKeptProxy(goproxyEntry(), join(folder, 'kept'));
    await using box = await sandbox({ env: { GOPROXY: proxy.url, GV_SOURCE: 'proxy' } });
    const probe = await box.gv(['list', '--remote', '1.26']);
    if (probe.code !== 0) {
      process.stderr.write('no upgrade benchmark: no module proxy can be reached\n');
      return [];
    }
    const rows: Row[] = [];
    for (const step of STEPS) rows.push(...(await rowsOf(box, proxy, step)));
    return rows;
  });
}

async function rowsOf(box: Sandbox, proxy: KeptProxy, { from, to, bytes }: Step): Promise<readonly Row[]> {
  for (const name of ['versions', 'cache', 'receipts'])
    rmSync(join(box.root, name), { recursive: true, force: true });
  const base = gvDownload({ box, version: from, removed: [] });
  await timed(base.command, base.place);
  const gv = gvDownload({ box, version: to, removed: [join('versions', to)] });
  const go = goDownload({ folder: join(box.home, 'go'), version: to, goproxy: proxy.url });
  const taken = [];
  for (const { before, command, place } of [gv, go]) {
    before();
    proxy.taken();
    await timed(command, place);
    taken.push(proxy.taken());
  }
  const [ours, whole] = taken;
  const outcomes = await contest([gv, go], ROUNDS);
  const what = `upgrade ${from} -> ${to}`;
  const requests = ours?.requests ?? Number.NaN;
  const share = (ours?.bytes ?? Number.NaN) / (whole?.bytes ?? Number.NaN);
  const more = ` of ${((whole?.bytes ?? 0) / 1e6).toFixed(1)} MB, in ${requests} requests`;
  const counted = figureRow({ what: `${what}: bytes`, value: share, unit: '×', most: bytes, more });
  const memory = outcomes.flatMap((outcome) =>
    'failure' in outcome || outcome.name !== 'gv'
      ? []
      : [figureRow({ what: `${what}: memory`, value: outcome.peakMb, unit: 'MB', most: MEMORY_MB })],
  );
  return [
    ...sideRows(what, outcomes),
    { ...counted, ok: counted.ok && requests <= REQUESTS },
    ratioRow(outcomes, { what, one: 'gv', other: 'go', most: TIME }),
    ...memory,
  ];
}
