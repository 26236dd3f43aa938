import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import type { Checkup } from '../../src/jobs/diagnose/doctor.ts';
import { flagsOf } from '../../src/io/go/setting-facts.ts';
import { buildInfoOf } from '../../src/io/go/program-file.ts';
import { proxyMissing, realToolchains } from '../support/real-go.ts';
import type { Sandbox } from '../support/sandbox.ts';
import { unless } from '../support/unless.ts';

const missing = await proxyMissing();

type Env = Readonly<Record<string, string>>;

/** Settings, and what `go env -changed` does not tell of them: it takes a GOPATH of the environment for its default, and knows no default of GOWORK. */
const SETTINGS: readonly { readonly env?: Env; readonly file?: string; readonly more?: readonly string[] }[] = [
  {},
  { env: { GOFLAGS: '-mod=vendor', GOARCH: 'arm64', GOARM64: 'v9.0', GOAMD64: 'v3' } },
  { file: 'GOPROXY=https://a.example,direct\nGOSUMDB=off\nGOBIN=/x\nGOTOOLCHAIN=path\nGOPATH=/p:/q\n' },
  { env: { GO111MODULE: 'on', GOPRIVATE: 'a', GONOSUMDB: 'b', GONOPROXY: 'a' } },
  { env: { GO111MODULE: 'auto', GODEBUG: 'x=1', GOAMD64: 'v3', CC: 'cc', AR: 'xar' } },
  { env: { GOPATH: '/p', GOMODCACHE: '/m', GOCACHE: '/c', GOOS: 'windows' }, more: ['GOPATH'] },
  { env: { CGO_CFLAGS: '-O2 -g', CGO_LDFLAGS: '-s', GOVCS: '*:off', GOINSECURE: 'z', GOAUTH: 'off' } },
  { env: { CGO_ENABLED: '1', GOARCH: '386', GOWORK: 'off' }, file: 'GOAMD64=v2\nGOFLAGS=\n', more: ['GOWORK'] },
  { env: { GOFIPS140: 'latest', PKG_CONFIG: 'pc', GOVCS: 'x:git' }, file: 'GOVCS=y:git\nGOTMPDIR=/tmp\n' },
];

/** Words for GOFLAGS; each stands for a way in which the go command defines, or lacks, a flag. */
const FLAGS = ['mod', 'C', 'json', 'debug-trace', 'test.v', 'vettool', 'artifacts', 'buildvcs', 'changed', 'h', 'nosuch', 'printf', 'test.nosuch'];

describe('the environment of Go, and the real go command', () => {
  let box: Sandbox;
  const goroot = (version: string): string => join(box.root, 'versions', version);
  beforeAll(async () => {
    if (missing === undefined) box = await realToolchains(['1.22.5', '1.24.9', '1.27.4']);
  }, 180_000);
  afterAll(async () => {
    if (missing === undefined) await box[Symbol.asyncDispose]();
  });

  /** A go, called by its path with nothing but these settings. */
  function go(version: string, args: readonly string[], { env, cwd }: { readonly env: Env; readonly cwd?: string }) {
    const own = { HOME: box.home, PATH: '/usr/bin:/bin', GOTOOLCHAIN: 'local', GOTELEMETRY: 'off' };
    const options = { cwd: cwd ?? box.project, env: { ...own, ...env }, encoding: 'utf8' } as const;
    return spawnSync(join(goroot(version), 'bin', 'go'), args, options);
  }

  async function doctor(env: Env): Promise<Checkup> {
    const { stdout } = await box.gv(['doctor', 'env', '--json'], { env });
    return (JSON.parse(stdout) as { readonly data: Checkup }).data;
  }

  unless(missing)('the settings that differ are those of go env -changed', async () => {
    for (const version of ['1.24.9', '1.27.4']) {
      for (const { env = {}, file = '', more = [] } of SETTINGS) {
        const GOENV = join(box.home, 'settings');
        writeFileSync(GOENV, file);
        const all = { GOENV, GOPROXY: '', GOTOOLCHAIN: '', ...env };
        const told = JSON.parse(go(version, ['env', '-changed', '-json'], { env: all }).stdout) as Env;
        const { env: report } = await doctor({ ...all, GV_VERSION: version });
        const ours = Object.fromEntries((report?.settings ?? []).map(({ name, value }) => [name, value]));
        const { GOENV: _, ...theirs } = told;
        for (const name of more) expect(ours[name]).toBe(env[name]);
        const without = Object.entries(ours).filter(([name]) => !more.includes(name));
        expect([version, env, Object.fromEntries(without)]).toEqual([version, env, theirs]);
      }
    }
  });

  unless(missing)('a flag of GOFLAGS is unknown to gv where it is unknown to go', async () => {
    writeFileSync(join(box.project, 'go.mod'), 'module m\n');
    for (const version of ['1.22.5', '1.27.4']) {
      const known = flagsOf(goroot(version));
      for (const flag of FLAGS) {
        const { stderr } = go(version, ['list', '-m'], { env: { GOENV: 'off', GOFLAGS: `-${flag}=x` } });
        const isUnknown = known?.has(flag.replace(/^test\./, '')) === false;
        expect([version, flag, isUnknown]).toEqual([version, flag, stderr.includes('unknown flag')]);
      }
    }
  });

  unless(missing)('the Go and the modules of a program are those of go version -m, for three systems', async () => {
    const source = mkdtempSync(join(box.home, 'tool-'));
    writeFileSync(join(source, 'go.mod'), 'module example.com/tool\n\ngo 1.21\n');
    writeFileSync(join(source, 'main.go'), 'package main\n\nfunc main() {}\n');
    const cache = { GOENV: 'off', GOCACHE: join(box.home, 'build-cache') };
    const programs = ['linux/amd64', 'windows/amd64', 'darwin/arm64'].map((platform) => {
      const [GOOS = '', GOARCH = ''] = platform.split('/');
      const program = join(source, GOOS);
      expect(go('1.22.5', ['build', '-o', program, '.'], { env: { ...cache, GOOS, GOARCH }, cwd: source })).toMatchObject({
        status: 0,
      });
      return program;
    });
    const own = ['1.22.5', '1.24.9', '1.27.4'].map((version) => join(goroot(version), 'bin', 'gofmt'));
    for (const path of [...programs, ...own]) {
      const { stdout } = go('1.27.4', ['version', '-m', path], { env: { GOENV: 'off' } });
      const [first = '', ...rest] = stdout.split('\n');
      const fields = rest.map((line) => line.trim().split('\t'));
      const field = (kind: string): readonly string[] | undefined => fields.find(([each]) => each === kind);
      const mod = field('mod');
      expect(buildInfoOf(path)).toEqual({
        builtWith: first.slice(path.length + 2),
        package: field('path')?.[1],
        ...(mod === undefined ? {} : { module: { path: mod[1], version: mod[2] } }),
      });
    }
    expect(readFileSync(programs[0] ?? '').length).toBeGreaterThan(1_000_000);
    mkdirSync(join(box.home, 'done'));
  }, );
});
