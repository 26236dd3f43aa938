import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sandbox, type Sandbox } from '../test/support/sandbox.ts';
import { median, type Row } from './measure.ts';
import { timed } from './timed.ts';

const ROUNDS = 5;
const VERSION = '1.27.3';
const BUDGET = 0.4;
const MEMORY_MB = 300;

/** A release through the module proxy of Go's own settings, against the go command's own download of it; empty caches, in turn. */
export async function proxyBenchmarks(): Promise<readonly Row[]> {
  const goproxy = spawnSync('go', ['env', 'GOPROXY'], { encoding: 'utf8' }).stdout?.trim() ?? '';
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'gv-bench-'));
  process.env['TMPDIR'] = folder;
  try {
    await using box = await sandbox();
    const env = { ...box.env, GOPROXY: goproxy, GV_SOURCE: 'proxy' };
    const probe = await box.gv(['list', '--remote'], { env });
    if (probe.code === 0) return await rows(box, env);
    process.stderr.write('no proxy benchmark: no module proxy can be reached\n');
    return [];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function rows(box: Sandbox, env: Readonly<Record<string, string>>): Promise<readonly Row[]> {
  const cache = join(box.home, 'mod');
  const go = {
    ...process.env,
    HOME: box.home,
    GOMODCACHE: cache,
    GOFLAGS: '-modcacherw',
    GOTOOLCHAIN: `go${VERSION}`,
    GOPROXY: env['GOPROXY'] ?? '',
  };
  const times: { readonly gv: number[]; readonly go: number[] } = { gv: [], go: [] };
  let peak = 0;
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const name of ['versions', 'cache', 'trust'])
      rmSync(join(box.root, name), { recursive: true, force: true });
    rmSync(cache, { recursive: true, force: true });
    rmSync(join(box.home, 'go'), { recursive: true, force: true });
    mkdirSync(cache);
    const ours = await timed([join(box.root, 'bin', 'gv'), 'install', '-q', VERSION], {
      cwd: box.project,
      env,
    });
    const theirs = await timed(['go', 'version'], { cwd: box.project, env: go });
    if (round === 0) continue;
    times.gv.push(ours.ms);
    times.go.push(theirs.ms);
    peak = Math.max(peak, ours.peakMb);
  }
  const [gv, own] = [median(times.gv), median(times.go)];
  return [
    {
      what: `gv install ${VERSION} through the proxy`,
      measured: `${(gv / own).toFixed(2)} × the go command's download (${(gv / 1000).toFixed(2)} of ${(own / 1000).toFixed(2)} s)`,
      budget: `≤ ${BUDGET} ×`,
      ok: gv <= BUDGET * own,
    },
    {
      what: 'peak memory of that',
      measured: `${peak} MB`,
      budget: `≤ ${MEMORY_MB} MB`,
      ok: peak <= MEMORY_MB,
    },
  ];
}
