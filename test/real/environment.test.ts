import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { buildInfoOf } from '../../src/io/go/program-file.ts';
import { flagsOf } from '../../src/io/go/setting-facts.ts';
import type { Checkup } from '../../src/jobs/diagnose/doctor.ts';
import { brokenSettings, MOD, NEEDS, publish, type Broken } from '../support/broken-settings.ts';
import { checkupOf, shellIn, type Shell } from '../support/curing.ts';
import { proxyMissing, realToolchains } from '../support/real-go.ts';
import { running } from '../support/running-program.ts';
import { sampled } from '../support/sample.ts';
import type { Ran, Sandbox } from '../support/sandbox.ts';
import { FLAGS, SETTINGS } from '../support/setting-samples.ts';
import { unless } from '../support/unless.ts';

const missing = await proxyMissing();

type Env = Readonly<Record<string, string>>;

interface GoOptions {
  readonly env: Env;
  readonly cwd?: string;
}

describe('the environment of Go, and the real go command', () => {
  let box: Sandbox;
  const goroot = (version: string): string => join(box.root, 'versions', version);
  beforeAll(async () => {
    if (missing === undefined) box = await realToolchains(['1.22.5', '1.24.9', '1.27.3']);
    if (missing === undefined) publish(join(box.home, 'proxy'));
  }, 180_000);
  afterAll(async () => {
    if (missing === undefined) await box[Symbol.asyncDispose]();
  });

  /** A go, called by its path with these settings. */
  function go(version: string, args: readonly string[], { env, cwd = box.project }: GoOptions): Promise<Ran> {
    const own = { PATH: '/usr/bin:/bin', GOTOOLCHAIN: 'local', GOTELEMETRY: 'off' };
    return box.run([join(goroot(version), 'bin', 'go'), ...args], { cwd, env: { ...own, ...env } });
  }

  unless(missing)('the settings that differ are those of go env -changed', async () => {
    for (const version of sampled(['1.27.3', '1.24.9'], 2)) {
      for (const { env = {}, file = '', more = [] } of SETTINGS) {
        const GOENV = join(box.home, 'settings');
        writeFileSync(GOENV, file);
        const all = { GOENV, GOPROXY: '', GOTOOLCHAIN: '', ...env };
        const told = JSON.parse(
          (await go(version, ['env', '-changed', '-json'], { env: all })).stdout,
        ) as Env;
        const { env: report } = await checkupOf(
          box,
          { ...box.env, ...all, GV_VERSION: version },
          box.project,
        );
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
    for (const version of ['1.22.5', '1.27.3']) {
      const known = flagsOf(goroot(version));
      for (const flag of FLAGS) {
        const { stderr } = await go(version, ['list', '-m'], {
          env: { GOENV: 'off', GOFLAGS: `-${flag}=x` },
        });
        const isUnknown = known?.has(flag.replace(/^test\./, '')) === false;
        expect([version, flag, isUnknown]).toEqual([version, flag, stderr.includes('unknown flag')]);
      }
    }
  });

  unless(missing)(
    'the Go and the modules of a program are those of go version -m, for this system or three',
    async () => {
      const source = mkdtempSync(join(box.home, 'tool-'));
      writeFileSync(join(source, 'go.mod'), 'module example.com/tool\n\ngo 1.21\n');
      writeFileSync(join(source, 'main.go'), 'package main\n\nfunc main() {}\n');
      const programs = [];
      for (const platform of sampled(['linux/amd64', 'windows/amd64', 'darwin/arm64'], 3)) {
        const [GOOS = '', GOARCH = ''] = platform.split('/');
        const program = join(source, GOOS);
        const built = await go('1.22.5', ['build', '-o', program, '.'], {
          env: { GOENV: 'off', GOOS, GOARCH },
          cwd: source,
        });
        expect(built).toMatchObject({ code: 0 });
        programs.push(program);
      }
      const own = ['1.22.5', '1.24.9', '1.27.3'].map((version) => join(goroot(version), 'bin', 'gofmt'));
      for (const path of [...programs, ...own]) {
        const { stdout } = await go('1.27.3', ['version', '-m', path], { env: { GOENV: 'off' } });
        const [first = '', ...rest] = stdout.split('\n');
        const fields = rest.map((line) => line.trim().split('\t'));
        const field = (kind: string): readonly string[] | undefined => fields.find(([each]) => each === kind);
        const mod = field('mod');
        const cgo = fields.find(
          ([kind, text]) => kind === 'build' && text?.startsWith('CGO_ENABLED=') === true,
        );
        expect(buildInfoOf(path)).toEqual({
          builtWith: first.slice(path.length + 2),
          package: field('path')?.[1],
          ...(cgo === undefined ? {} : { isCgo: cgo[1] === 'CGO_ENABLED=1' }),
          ...(mod === undefined ? {} : { module: { path: mod[1], version: mod[2] } }),
        });
      }
    },
  );

  const placed = (text: string): string =>
    text.replaceAll('@HOME', box.home).replaceAll('@PROXY', join(box.home, 'proxy'));
  const goEnv = (): string => join(box.home, '.config', 'go', 'env');

  function broken({ written = '', startUp = [], typed = [], files = { 'go.mod': MOD } }: Broken): Shell {
    mkdirSync(dirname(goEnv()), { recursive: true });
    writeFileSync(goEnv(), placed(written));
    const cwd = mkdtempSync(join(box.project, 'm-'));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
    const always = ['export GOTOOLCHAIN=local GOTELEMETRY=off', 'export GV_VERSION=${GV_VERSION-1.27.3}'];
    return shellIn(box, { startUp: [...always, ...startUp].map(placed), typed: typed.map(placed), cwd });
  }

  async function expectCured(shell: Shell, { code, fails }: Broken): Promise<void> {
    const find = async () => (await shell.doctor()).find((each) => each.code === code);
    const goes = async () => (fails === undefined ? undefined : shell.run(placed(fails[0])));
    const found = await find();
    expect([code, found?.cure]).toEqual([code, expect.stringMatching(/./)]);
    if (fails !== undefined) expect((await goes())?.stderr).toMatch(fails[1]);
    await shell.follow(found?.cure ?? '');
    expect([code, await find()]).toEqual([code, undefined]);
    if (fails !== undefined) expect(await goes()).toMatchObject({ code: 0 });
    await shell.follow(found?.undo ?? '');
    expect((await find())?.text).toBe(found?.text);
  }

  unless(missing)('a setting in the file of go env -w, in a start-up file, or typed', async () => {
    const bin = join(box.home, 'bin');
    mkdirSync(bin);
    for (const each of brokenSettings()) {
      if (each.code === 'gobin-not-on-path')
        expect(spawnSync('cp', [join(box.root, 'versions', '1.22.5', 'bin', 'gofmt'), bin]).status).toBe(0);
      await expectCured(broken(each), each);
    }
  });

  unless(missing)('a vendor directory that lacks a module', async () => {
    const lacking = {
      'go.mod': NEEDS,
      'm.go': 'package main\n\nimport _ "example.com/lib"\n\nfunc main() {}\n',
    };
    const settings = `GOFLAGS=-mod=vendor\nGOPROXY=file://${placed('@PROXY')}\nGONOSUMDB=*\n`;
    const shell = broken({ code: 'goflags-vendor', written: settings, files: lacking });
    await shell.run('git init -q . && mkdir vendor && echo "# old" >vendor/modules.txt && git add -A');
    await shell.run('GOFLAGS=-mod=mod go mod download example.com/lib && GOFLAGS=-mod=mod go mod tidy');
    await expectCured(shell, {
      code: 'goflags-vendor',
      fails: ['go list .', /inconsistent vendoring/],
    });
  });

  unless(missing)(
    'a Go whose GOROOT is GOPATH: by a setting, and because it was unpacked into ~/go',
    async () => {
      const sdk = join(box.home, 'sdk');
      for (const place of [sdk, join(box.home, 'go')]) {
        rmSync(place, { recursive: true, force: true });
        expect(spawnSync('cp', ['-al', join(box.root, 'versions', '1.24.9'), place]).status).toBe(0);
        const startUp = ['export GV_VERSION=system', `PATH=$PATH:${place}/bin`];
        const written = place === sdk ? `GOPATH=${sdk}\n` : '';
        const shell = broken({ code: 'gopath-is-goroot', written, startUp });
        await expectCured(shell, { code: 'gopath-is-goroot' });
      }
    },
  );

  unless(missing)('a GOENV that hides a file with settings', async () => {
    const typed = ['export GOENV=@HOME/other-env'];
    const shell = broken({ code: 'goenv-file-many', written: 'GOVCS=*:git\n', typed });
    await expectCured(shell, { code: 'goenv-file-many' });
  });

  unless(missing)('an analyser of an older Go, installed anew, and as it was', async () => {
    const bin = join(box.home, 'tools-bin');
    const settings = `GOPROXY=file://${placed('@PROXY')}\nGONOSUMDB=*\nGOBIN=${bin}\n`;
    const startUp = [`PATH=$PATH:${bin}`, 'unset GOTOOLCHAIN', 'export GV_VERSION=1.24.9'];
    const files = { 'go.mod': 'module m\n\ngo 1.24.9\n' };
    const shell = broken({ code: 'tool-older-than-module', written: settings, startUp, files });
    const installed = await shell.run(
      'cd / && GV_VERSION=1.22.5 GOTOOLCHAIN=local go install honnef.co/go/tools/cmd/staticcheck@v0.9.0',
    );
    expect(installed).toMatchObject({ code: 0 });
    await expectCured(shell, { code: 'tool-older-than-module' });
  });

  unless(missing)('a running gopls of an older Go, until it is started anew', async () => {
    const source = mkdtempSync(join(box.home, 'gopls-'));
    writeFileSync(join(source, 'go.mod'), 'module golang.org/x/tools/gopls\n\ngo 1.21\n');
    // Waits for a byte that never comes, and needs few packages for that.
    const main = [
      'package main',
      'import "syscall"',
      'func main() { p := make([]int, 2); syscall.Pipe(p); syscall.Read(p[0], make([]byte, 1)) }',
    ];
    writeFileSync(join(source, 'main.go'), main.join('\n'));
    const program = join(source, 'gopls-of-an-editor');
    const build = async (version: string): Promise<void> => {
      const env = { GOENV: 'off' };
      expect(await go(version, ['build', '-o', `${program}.new`, '.'], { env, cwd: source })).toMatchObject({
        code: 0,
      });
      renameSync(`${program}.new`, program);
    };
    const cwd = mkdtempSync(join(box.project, 'm-'));
    writeFileSync(join(cwd, 'go.mod'), 'module m\n\ngo 1.24.9\n');
    const env = { ...box.env, GOTOOLCHAIN: 'local', GV_VERSION: '1.24.9' };
    const tell = async (pid: number) => {
      const { stdout } = await box.gv(['doctor', 'env', '--editors', '--json'], { env, cwd });
      const { data } = JSON.parse(stdout) as { readonly data: Checkup };
      const tool = data.env?.running?.tools.find(({ processes }) => processes.includes(pid));
      return { tool, found: data.findings.filter(({ text }) => text.includes(`(process ${pid})`)) };
    };
    await build('1.22.5');
    {
      await using old = await running([program], { cwd, env });
      const { tool, found } = await tell(old.pid);
      const about = { package: 'golang.org/x/tools/gopls', builtWith: 'go1.22.5', needs: '1.24.9' };
      expect(tool).toMatchObject({ ...about, replaced: false, starts: { version: '1.24.9' } });
      expect(found).toMatchObject([
        { code: 'tool-older-than-module', level: 'advice', at: { file: program } },
      ]);
      expect(found[0]?.cure).toBe('go install golang.org/x/tools/gopls@latest, then start the editor again');
      await build('1.24.9');
      const later = await tell(old.pid);
      expect(later.tool).toMatchObject({ ...about, path: program, replaced: true });
      expect(later.found.map(({ cure }) => cure)).toEqual(['end the editor, and start it again']);
    }
    await using again = await running([program], { cwd, env });
    const { tool, found } = await tell(again.pid);
    expect([tool?.builtWith, tool?.replaced, found]).toEqual(['go1.24.9', false, []]);
  });
});
