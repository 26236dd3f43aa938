import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gomaxprocs, programHeedsQuota } from '../../src/core/machine/gomaxprocs.ts';
import { groupLimits, mountsHere } from '../../src/io/machine/cgroups.ts';

/**
 * Compares what gv says of GOMAXPROCS with programs that real toolchains build: `node test/tools/maxprocs.ts GOROOT…`. Each is built
 * with several lines of go.mod, and run on one processor (taskset) and, by root with cgroups of version 1, below a quota.
 */
const LINES = [
  'go 1.22',
  'go 1.25',
  'go 1.22\n\ngodebug containermaxprocs=1',
  'go 1.25\n\ngodebug default=go1.22',
];
const MAIN = `package main

import "runtime"

func main() { println(runtime.GOMAXPROCS(0)) }
`;
const QUOTA = `/sys/fs/cgroup/cpu/gv-maxprocs-${process.pid}`;

const cpus = Number(spawnSync('nproc', { encoding: 'utf8' }).stdout);
const folder = mkdtempSync(join(tmpdir(), 'gv-maxprocs-'));
const group = madeGroup(50_000);
const quota = group === undefined ? undefined : 0.5;
let [rows, wrong] = [0, 0];
for (const goroot of process.argv.slice(2)) {
  const version = /go(\S+)/.exec(readFileSync(join(goroot, 'VERSION'), 'utf8'))?.[1] ?? '';
  for (const line of LINES) {
    const moduleText = `module m\n\n${line}\n`;
    writeFileSync(join(folder, 'go.mod'), moduleText);
    writeFileSync(join(folder, 'main.go'), MAIN);
    const env = {
      ...process.env,
      GOROOT: '',
      GOTOOLCHAIN: 'local',
      GOFLAGS: '',
      GOCACHE: join(folder, 'cache'),
    };
    const go = join(goroot, 'bin', 'go');
    const built = spawnSync(go, ['build', '-o', 'program', '.'], { cwd: folder, env, encoding: 'utf8' });
    if (built.status !== 0) {
      process.stdout.write(
        `${version}  ${line.replaceAll('\n', ' ')}  not possible: ${(built.stderr ?? String(built.error)).trim().split('\n').join(' ')}\n`,
      );
      continue;
    }
    const heedsQuota = programHeedsQuota({ version, moduleText, godebug: '' }) ?? false;
    const info = spawnSync(go, ['version', '-m', 'program'], { cwd: folder, env, encoding: 'utf8' }).stdout;
    const isOff = Number(version.split('.')[1]) < 25 || info.includes('containermaxprocs=0');
    compare(`${version}  ${line.replaceAll('\n', ' ')}  heeds the quota`, heedsQuota, !isOff);
    for (const [how, command, facts] of [
      ['free', [], { cpus, quota: undefined }],
      ['taskset -c 0', ['taskset', '-c', '0'], { cpus: 1, quota: undefined }],
      ...(group === undefined ? [] : [['quota 0.5', group, { cpus, quota }] as const]),
    ] as const) {
      const [program = '', ...args] = [...command, join(folder, 'program')];
      const { stderr } = spawnSync(program, args, { encoding: 'utf8' });
      compare(`  ${how}`, gomaxprocs({ ...facts, heedsQuota, asked: '' }), Number(stderr));
    }
  }
}
if (existsSync(QUOTA)) rmdirSync(QUOTA);
rmSync(folder, { recursive: true });
process.stdout.write(
  `${rows} compared, ${wrong} differ; a quota of this process: ${groupLimits(mountsHere()).cpu?.quota ?? 'none'}\n`,
);
process.exitCode = wrong === 0 ? 0 : 1;

function compare(what: string, said: number | boolean, is: number | boolean): void {
  rows += 1;
  if (said !== is) wrong += 1;
  process.stdout.write(`${what}: ${said}${said === is ? '' : `, and the program says ${is}`}\n`);
}

/** The words that start a program in a group with a quota; undefined where none can be made. */
function madeGroup(microseconds: number): readonly string[] | undefined {
  if (!existsSync('/sys/fs/cgroup/cpu/cpu.cfs_quota_us') || process.geteuid?.() !== 0) return undefined;
  mkdirSync(QUOTA, { recursive: true });
  writeFileSync(join(QUOTA, 'cpu.cfs_quota_us'), String(microseconds));
  return ['/bin/sh', '-c', `echo $$ >${QUOTA}/cgroup.procs; exec "$0"`];
}
