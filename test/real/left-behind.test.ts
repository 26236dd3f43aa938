import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { agree } from '../support/agreement.ts';
import { proxyMissing, realToolchains } from '../support/real-go.ts';
import type { Sandbox } from '../support/sandbox.ts';
import { unless } from '../support/unless.ts';

const missing = await proxyMissing();

interface Found {
  readonly code: string;
  readonly cure: string;
  readonly undo?: string;
}

async function findings(box: Sandbox, env: Readonly<Record<string, string>>): Promise<readonly Found[]> {
  const { stdout } = await box.gv(['doctor', '--json'], { env });
  const { data } = JSON.parse(stdout) as { readonly data: { readonly findings: readonly Found[] } };
  return data.findings;
}

describe('settings and programs that earlier work left, and the real go command', () => {
  let box: Sandbox;
  beforeAll(async () => {
    if (missing === undefined) box = await realToolchains(['1.21.5', '1.22.5', '1.24.9']);
  }, 120_000);
  afterAll(async () => {
    if (missing === undefined) await box[Symbol.asyncDispose]();
  });

  unless(missing)(
    'GOROOT by go env -w breaks go build; the cure mends it, and the undo brings it back',
    async () => {
      const goroot = join(box.root, 'versions', '1.24.9');
      const env = { GOENV: join(box.home, 'goroot-env'), GV_VERSION: '1.22.5', GOTOOLCHAIN: 'local' };
      const sh = (line: string) => box.run(['sh', '-c', line], { env });
      expect((await sh(`go env -w GOROOT=${goroot}`)).code).toBe(0);
      writeFileSync(join(box.project, 'go.mod'), 'module m\n\ngo 1.21\n');
      writeFileSync(join(box.project, 'm.go'), 'package main\n\nfunc main() {}\n');
      const build = 'go build -o /dev/null .';
      expect((await sh(build)).stderr).toContain('does not match go tool version');
      const [found] = (await findings(box, env)).filter(({ code }) => code === 'goroot-written');
      expect((await sh(found?.cure ?? 'none')).code).toBe(0);
      expect(await sh(build)).toMatchObject({ code: 0, stderr: '' });
      expect(await findings(box, env)).not.toContainEqual(found);
      expect((await sh(found?.undo ?? 'none')).code).toBe(0);
      expect(readFileSync(env.GOENV, 'utf8')).toBe(`GOROOT=${goroot}\n`);
      expect(await findings(box, env)).toContainEqual(found);
    },
  );

  unless(missing)('a GOROOT there that is gone, and the go.env of one that is not gv\u2019s', async () => {
    const GOENV = join(box.home, 'gone-env');
    writeFileSync(GOENV, 'GOROOT=/gone\n');
    expect((await agree(box, { '.go-version': '1.22.5\n' }, { GOENV })).runs.how).toBe('fails');
    const goroot = join(box.home, 'goroot');
    mkdirSync(goroot);
    writeFileSync(join(goroot, 'go.env'), 'GOTOOLCHAIN=local\n');
    writeFileSync(GOENV, `GOROOT=${goroot}\n`);
    const files = { '.go-version': '1.22.5\n', 'go.mod': 'module m\n\ngo 1.24.9\n' };
    expect(await agree(box, files, { GOENV })).toMatchObject({
      gotoolchain: { value: 'local' },
      runs: { how: 'base', version: '1.22.5' },
    });
  });

  unless(missing)('gv exec VERSION runs that version, whatever GOTOOLCHAIN names', async () => {
    const GOENV = join(box.home, 'toolchain-env');
    writeFileSync(GOENV, 'GOTOOLCHAIN=go1.24.9\n');
    const go = join(box.root, 'shims', 'go');
    const ran = async (args: readonly string[], env: Readonly<Record<string, string>>): Promise<string> =>
      (await box.gv(['exec', ...args, '--', go, 'version'], { env, cwd: box.home })).stdout.split(' ')[2] ??
      '';
    expect(await ran(['1.21.5'], { GOENV })).toBe('go1.21.5');
    expect(await ran(['1.21.5'], { GOTOOLCHAIN: 'go1.24.9+auto' })).toBe('go1.21.5');
    expect(await ran(['--exact', '1.22.5'], { GOENV })).toBe('go1.22.5');
    expect(await ran([], { GOENV, GV_VERSION: '1.22.5' })).toBe('go1.24.9');
    const told = (await findings(box, { GOENV })).map(({ code, cure }) => `${code}: ${cure}`);
    expect(told).toContain('gotoolchain-written: go env -u GOTOOLCHAIN');
    const used = await box.gv(['use', '1.22.5'], { env: { GOTOOLCHAIN: 'go1.24.9+auto' }, cwd: box.home });
    expect(used.stderr).toBe(
      'warning: the environment says GOTOOLCHAIN=go1.24.9+auto: go1.24.9 runs, whichever Go gv chooses; unset GOTOOLCHAIN\n',
    );
  });

  unless(missing)(
    'a language version beside an installed patch: the cures that are named each work',
    async () => {
      const cwd = mkdtempSync(join(box.project, 'lang-'));
      writeFileSync(join(cwd, 'go.mod'), 'module m\n\ngo 1.24\n');
      const used = await box.gv(['use', '1.22.5'], { cwd, env: { GOTOOLCHAIN: 'path' } });
      expect(used.stderr).toMatch(
        /go\.mod:3 needs Go 1\.24, and go cannot switch to go1\.24\.0, .*; run: gv install 1\.24\.0, or gv use mod, or write go 1\.24\.9 in go\.mod\n$/,
      );
      const go = (): Promise<{ readonly stdout: string; readonly code: number }> =>
        box.run(['go', 'version'], { cwd, env: { GOTOOLCHAIN: 'path' } });
      expect((await go()).code).toBe(1);
      writeFileSync(join(cwd, 'go.mod'), 'module m\n\ngo 1.24.9\n');
      expect((await go()).stdout).toContain('go1.24.9');
      writeFileSync(join(cwd, 'go.mod'), 'module m\n\ngo 1.24\n');
      expect((await box.gv(['use', 'mod', '--offline'], { cwd })).code).toBe(0);
      expect((await go()).stdout).toContain('go1.24.9');
    },
  );

  unless(missing)('a program of golang.org/dl without its toolchain: go fails as explain says', async () => {
    const gobin = join(box.home, 'tools');
    // The program's main package has the path of the wrapper; the wrapper itself links net/http, which takes minutes to build.
    const source = join(box.project, 'dl', 'go1.23.7');
    mkdirSync(source, { recursive: true });
    writeFileSync(join(source, '..', 'go.mod'), 'module golang.org/dl\n\ngo 1.21\n');
    const main = 'package main\n\nfunc main() { panic("go1.23.7: not downloaded") }\n';
    writeFileSync(join(source, 'main.go'), main);
    const env = { GOBIN: gobin, GV_VERSION: '1.22.5' };
    expect(await box.run(['go', 'install', '.'], { cwd: source, env })).toMatchObject({ code: 0 });
    const files = { '.go-version': '1.22.5\n', 'go.mod': 'module m\n\ngo 1.23.7\n' };
    const said = await agree(box, files);
    expect(said.runs).toMatchObject({ how: 'fails' });
    expect(said.warnings.map(({ code }) => code)).toEqual(['wrapper-empty']);
  });
});
