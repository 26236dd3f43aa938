import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sandbox, type Sandbox } from '../test/support/sandbox.ts';
import { startKeptProxy, type KeptProxy } from './kept-proxy.ts';
import { median, type Row } from './measure.ts';
import { timed, type Timed } from './timed.ts';

const ROUNDS = 3;
/** Neighbours twice, then two and five patches apart. */
const STEPS = [
  ['1.26.10', '1.26.11'],
  ['1.27.3', '1.27.4'],
  ['1.26.9', '1.26.11'],
  ['1.26.6', '1.26.11'],
] as const;
const BYTES = 0.52;
const REQUESTS = 30;
const TIME = 0.25;
const MEMORY_MB = 260;

/** Upgrades within a line through the module proxy of Go's own settings, kept on loopback, against the go command's own download; in turn. */
export async function upgradeBenchmarks(): Promise<readonly Row[]> {
  const goproxy =
    spawnSync('go', ['env', 'GOPROXY'], { encoding: 'utf8' }).stdout?.split(/[,|]/)[0]?.trim() ?? '';
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'gv-bench-'));
  process.env['TMPDIR'] = folder;
  try {
    await using proxy = await startKeptProxy(goproxy, join(folder, 'kept'));
    await using box = await sandbox({ env: { GOPROXY: proxy.url, GV_SOURCE: 'proxy' } });
    const probe = await box.gv(['list', '--remote', '1.26']);
    if (probe.code !== 0) {
      process.stderr.write('no upgrade benchmark: no module proxy can be reached\n');
      return [];
    }
    const rows: Row[] = [];
    for (const step of STEPS) rows.push(...(await rowsOf(box, proxy, step)));
    return rows;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function rowsOf(
  box: Sandbox,
  proxy: KeptProxy,
  [from, to]: (typeof STEPS)[number],
): Promise<readonly Row[]> {
  for (const name of ['versions', 'cache', 'receipts'])
    rmSync(join(box.root, name), { recursive: true, force: true });
  await install(box, from);
  const runs: { readonly gv: Timed; readonly go: Timed }[] = [];
  const taken: { readonly requests: number; readonly bytes: number }[] = [];
  // The first round fills the cache of the proxy.
  for (let round = 0; round <= ROUNDS; round += 1) {
    rmSync(join(box.root, 'versions', to), { recursive: true, force: true });
    proxy.taken();
    const gv = await install(box, to);
    taken.push(proxy.taken());
    const go = await goDownload(box, to);
    taken.push(proxy.taken());
    if (round > 0) runs.push({ gv, go });
  }
  const [ours, whole] = taken.slice(-2);
  const share = (ours?.bytes ?? 0) / (whole?.bytes ?? 1);
  const ratio = median(runs.map(({ gv, go }) => gv.ms / go.ms));
  const peak = Math.max(...runs.map(({ gv }) => gv.peakMb));
  const what = `upgrade ${from} -> ${to}`;
  return [
    {
      what: `${what}: bytes`,
      measured: `${(share * 100).toFixed(1)} % of ${((whole?.bytes ?? 0) / 1e6).toFixed(1)} MB, ${ours?.requests} requests`,
      budget: `≤ ${BYTES * 100} %, ≤ ${REQUESTS}`,
      ok: share <= BYTES && (ours?.requests ?? Infinity) <= REQUESTS,
    },
    {
      what: `${what}: time`,
      measured: `${ratio.toFixed(2)} × the go command's download, ${peak} MB`,
      budget: `≤ ${TIME} ×, ≤ ${MEMORY_MB} MB`,
      ok: ratio <= TIME && peak <= MEMORY_MB,
    },
  ];
}

function install(box: Sandbox, version: string): Promise<Timed> {
  return timed([join(box.root, 'bin', 'gv'), 'install', '-q', version], { cwd: box.project, env: box.env });
}

/** The go command's own download, into an empty module cache. */
async function goDownload(box: Sandbox, version: string): Promise<Timed> {
  const cache = join(box.home, 'mod');
  for (const path of [cache, join(box.home, 'go')]) rmSync(path, { recursive: true, force: true });
  mkdirSync(cache);
  const go = {
    ...process.env,
    HOME: box.home,
    GOMODCACHE: cache,
    GOFLAGS: '-modcacherw',
    GOTOOLCHAIN: `go${version}`,
    GOPROXY: box.env['GOPROXY'],
  };
  return await timed(['go', 'version'], { cwd: box.project, env: go });
}
