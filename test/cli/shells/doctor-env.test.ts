import { chmod, mkdir, readdir, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkup, codesOf, goEnv, healthy } from '../../support/checkup.ts';
import { buildInfo, elfFile } from '../../support/program-bytes.ts';
import type { Sandbox } from '../../support/sandbox.ts';
import { writeProgram } from '../../support/scripted-go.ts';
import { whereIs } from '../../support/shells.ts';
import { unitEnvironment } from '../../support/systemd.ts';

/** Lays the sources that tell what a toolchain knows into one that is a script otherwise. */
async function teach(box: Sandbox, version: string, experiments: readonly string[]): Promise<void> {
  const at = (...names: readonly string[]): string => join(box.root, 'versions', version, 'src', ...names);
  for (const folder of [
    ['internal', 'goexperiment'],
    ['internal', 'cfg'],
    ['cmd', 'go', 'internal', 'work'],
  ])
    await mkdir(at(...folder), { recursive: true });
  const fields = experiments.map((name) => `\t${name} bool\n`).join('');
  await writeFile(at('internal', 'goexperiment', 'flags.go'), `type Flags struct {\n${fields}}\n`);
  const known = ['GOARCH', 'GOEXPERIMENT', 'GOFLAGS', 'GOOS', 'GOPATH', 'GOPROXY'].join('\n\t');
  await writeFile(at('internal', 'cfg', 'cfg.go'), `const KnownEnv = \`\n\t${known}\n\`\n`);
  await writeFile(at('cmd', 'go', 'internal', 'work', 'build.go'), 'flags.Var(x, "mod", "")\n');
}

/** Every file below a directory with its time of change. */
async function listing(directory: string): Promise<readonly string[]> {
  const names = await readdir(directory, { recursive: true });
  return Promise.all(
    names.toSorted().map(async (name) => `${name} ${(await stat(join(directory, name))).ctimeMs}`),
  );
}

/** A program as `go install` would have put it there. */
async function installProgram(
  box: Sandbox,
  name: string,
  [version, main]: readonly [string, string],
): Promise<string> {
  const bin = join(box.home, 'go', 'bin');
  await mkdir(bin, { recursive: true });
  const modules = `path\t${main}\nmod\t${main}\tv0.9.0\th1:x=\n`;
  await writeFile(join(bin, name), elfFile(buildInfo(version, modules)), { mode: 0o755 });
  return bin;
}

/** A file of `go env -w`, and the codes that are found in it beside a module that requires another. */
const VALUES: readonly (readonly [text: string, codes: readonly string[]])[] = [
  ['GO111MODULE=auto', ['go111module-off']],
  ['GOPATH=go', ['gopath-relative']],
  ['GOPATH=~/go', ['gopath-relative']],
  ["GOFLAGS='-x", ['goflags-unknown']],
  ['GOFLAGS=x', ['goflags-unknown']],
  ['GOFLAGS=-nosuch', ['goflags-unknown']],
  ['GOFLAGS=-tags=a', []],
  ['GOFLAGS=-mod=vendor', ['goflags-vendor']],
  ['GOPROXY=file:///nosuch,direct', ['goproxy-file-gone']],
  ['GOPRIVATE=a.example,b.example\nGONOSUMDB=a.example', ['private-half-covered']],
  ['GOPRIVATE=a.example/x\nGONOSUMDB=*.example\nGONOPROXY=none', []],
  ['CGO_ENABLED=0', ['cgo-off']],
  ['CGO_ENABLED=1\nCC=nosuch-cc', ['no-c-compiler']],
  ['GOOS=plan9', ['cross-leftover']],
  ['GOCACHE=off', ['no-home']],
  ['GOCACHE=cache', ['no-home']],
];

describe('gv doctor env', () => {
  it('shows each setting that differs, with its place and its fate, and changes nothing', async () => {
    await using box = await healthy('1.22.5', '1.24.9');
    await teach(box, '1.22.5', ['RangeFunc']);
    await teach(box, '1.24.9', ['Arenas']);
    await writeFile(join(box.home, '.bashrc'), `. ${box.root}/env\nexport GOEXPERIMENT=rangefunc\n`);
    const arch = process.arch === 'arm64' ? 'amd64' : 'arm64';
    const env = { ...(await goEnv(box, `GOFLAGS=-mod=mod\nGOARCH=${arch}\n`)), GOEXPERIMENT: 'rangefunc' };
    const before = await listing(box.home);
    const { code, stdout } = await box.gv(['doctor', 'env'], { env: { ...env, GV_VERSION: '1.22.5' } });
    expect(code).toBe(1);
    const table = stdout
      .split('\n\n')[0]
      ?.split('\n')
      .map((line) => line.split(/ {2,}/));
    expect(table).toEqual([
      ['differs from the defaults of go 1.22.5', 'from', 'after a switch'],
      [`GOARCH=${arch}`, `${env.GOENV}:2`, 'stays: builds for another machine'],
      ['GOEXPERIMENT=rangefunc', `${join(box.home, '.bashrc')}:2`, 'go 1.24.9 refuses to run'],
      ['GOFLAGS=-mod=mod', `${env.GOENV}:1`, 'stays: a version that lacks a flag refuses to run'],
      ['GOPROXY=off', 'the environment', 'stays, for every version'],
    ]);
    expect(stdout).toContain(`go on PATH: ${join(box.root, 'shims', 'go')} (gv's shim)`);
    expect(await listing(box.home)).toEqual(before);
  });

  it('judges only the sections that were asked for; a strange one is named', async () => {
    await using box = await healthy('1.24.9');
    const env = { ...(await goEnv(box, 'GO111MODULE=off\n')), GOROOT: '/stale' };
    await writeFile(join(box.root, 'aliases', '1.18'), '1.18.10\n');
    expect(codesOf(await checkup(box, ['install'], env))).toEqual(['link-stale']);
    expect(codesOf(await checkup(box, ['env'], env))).toEqual(['goroot-exported', 'go111module-off']);
    const all = await checkup(box, ['env', 'install'], env);
    expect(all.findings.map(({ section, code }) => [section, code])).toEqual([
      ['install', 'link-stale'],
      ['env', 'goroot-exported'],
      ['env', 'go111module-off'],
    ]);
    expect((await checkup(box, ['install'], env)).env).toBe(undefined);
    const { code, stderr } = await box.gv(['doctor', 'modles']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('The sections are install, env')]);
    expect((await box.gv(['doctor', 'env', '--online'])).code).toBe(2);
    expect((await box.gv(['doctor', '--timeout', 'soon'])).code).toBe(2);
  });

  it('judges the values in the file of go env -w, each with its evidence and its place', async () => {
    await using box = await healthy('1.24.9');
    await teach(box, '1.24.9', ['Arenas']);
    await writeFile(join(box.project, 'go.mod'), 'module m\n\ngo 1.21\n\nrequire example.com/a v1.0.0\n');
    for (const [text, codes] of VALUES) {
      const { findings } = await checkup(box, ['env'], { ...(await goEnv(box, `${text}\n`)), GOPROXY: '' });
      expect([text, findings.map(({ code }) => code)]).toEqual([text, codes]);
      for (const { code, evidence, at, cure } of findings) {
        const from = expect.stringMatching(/goenv:\d$/) as unknown;
        expect([evidence[0], cure]).toEqual([
          expect.objectContaining({ how: 'read', from }),
          expect.stringMatching(/./),
        ]);
        if (code !== 'no-c-compiler') expect(at?.file).toBe(join(box.home, 'goenv'));
      }
    }
  });

  it('repeats no credential, in any form of its output', async () => {
    await using box = await healthy('1.24.9');
    await writeFile(
      join(box.home, '.bashrc'),
      `. ${box.root}/env\nexport TOKEN=SECRET1 GOFLAGS=-nosuch\nexport GODEBUG=netdns=go # SECRET2\n`,
    );
    const env = {
      ...(await goEnv(box, 'GOAUTH=login --token SECRET3\nGO111MODULE=off\n')),
      GOPROXY: 'https://me:SECRET4@127.0.0.1:9/x,file:///nosuch',
      GOFLAGS: '-nosuch -ldflags=-X=a.b=SECRET5',
      GODEBUG: 'netdns=go',
      GONOSUMDB: 'https://x:SECRET6@y',
      GOPRIVATE: 'a.example',
    };
    for (const args of [
      [],
      ['env'],
      ['--json'],
      ['--verbose'],
      ['--format', 'github'],
      ['--format', 'junit'],
    ]) {
      const { stdout, stderr } = await box.gv(['doctor', ...args], { env });
      expect(`${stdout}${stderr}`).not.toMatch(/SECRET/);
      expect(stdout).toContain('GO111MODULE=off');
    }
    const { findings } = await checkup(box, ['env'], env);
    expect(findings.find(({ code }) => code === 'goproxy-file-gone')?.undo).toMatch(/^keep a copy of /);
  });

  it('says which Go built each program, and which is too old for the module here', async () => {
    await using box = await healthy('1.24.9');
    await installProgram(box, 'hello', ['go1.22.5', 'example.com/hello']);
    await installProgram(box, 'staticcheck', ['go1.22.5', 'honnef.co/go/tools/cmd/staticcheck']);
    const bin = await installProgram(box, 'gopls', ['go1.24.9', 'golang.org/x/tools/gopls']);
    await writeProgram(join(bin, 'script'), 'exit 3');
    await symlink('/nosuch', join(bin, 'gone'));
    await writeFile(join(box.project, 'go.mod'), 'module m\n\ngo 1.24.9\n');
    const { findings, env } = await checkup(box, ['env']);
    expect(env?.installsTo).toBe(bin);
    expect(env?.tools.map(({ path, builtWith, needs }) => [path, builtWith, needs])).toEqual([
      [join(bin, 'gopls'), 'go1.24.9', undefined],
      [join(bin, 'hello'), 'go1.22.5', '1.24.9'],
      [join(bin, 'staticcheck'), 'go1.22.5', '1.24.9'],
    ]);
    expect(findings.map(({ code, cure, undo }) => [code, cure, undo])).toEqual([
      [
        'gobin-not-on-path',
        `export PATH="$PATH:${bin}" belongs in ${join(box.home, '.bashrc')}`,
        `take that line out of ${join(box.home, '.bashrc')}`,
      ],
      [
        'tool-older-than-module',
        'go install honnef.co/go/tools/cmd/staticcheck@latest',
        'GOTOOLCHAIN=go1.22.5 go install honnef.co/go/tools/cmd/staticcheck@v0.9.0',
      ],
    ]);
    const late = await checkup(box, ['env', '--timeout', '0']);
    expect([late.env?.tools, codesOf(late)]).toEqual([[], ['cut-short']]);
  });

  it('notes programs whose Go is at its end of life, by the release index that was seen last', async () => {
    await using box = await healthy('1.24.9');
    const bin = await installProgram(box, 'old', ['go1.22.5', 'example.com/old']);
    await installProgram(box, 'new', ['go1.26.1', 'example.com/new']);
    const seen = {
      url: 'x',
      sha256: 'x',
      fetchedAt: '2026-01-01T00:00:00Z',
      newest: ['1.27.4', '1.26.8', '1.22.12'],
    };
    await writeFile(join(box.root, 'cache', 'index.validators.json'), JSON.stringify(seen));
    const env = { PATH: `${box.env['PATH'] ?? ''}:${bin}` };
    const { findings, code } = await checkup(box, ['env'], env);
    expect([code, findings.map((each) => [each.code, each.level])]).toEqual([
      0,
      [['tool-gone-base', 'note']],
    ]);
    expect(findings[0]?.text).toMatch(/old \(go1\.22\.5\)$/);
  });

  it('finds other managers, editors with another Go, and a GOENV that hides settings', async () => {
    await using box = await healthy('1.24.9');
    await writeFile(join(box.home, '.bashrc'), `. ${box.root}/env\neval "$(goenv init -)"\n`);
    await mkdir(join(box.home, '.config', 'go'), { recursive: true });
    await writeFile(join(box.home, '.config', 'go', 'env'), 'GOFLAGS=-v\n');
    await mkdir(join(box.project, '.vscode'));
    const settings = (goroot: string): string => `{\n  // mine\n  "go.goroot": "${goroot}",\n}\n`;
    await writeFile(join(box.project, '.vscode', 'settings.json'), settings('/usr/local/go'));
    const { code, findings } = await checkup(box, ['env']);
    expect([code, findings.map((each) => [each.code, each.level, each.at?.line])]).toEqual([
      0,
      [
        ['goenv-file-many', 'note', undefined],
        ['other-manager', 'note', 2],
        ['editor-other-go', 'advice', 3],
      ],
    ]);
    await writeFile(join(box.project, '.vscode', 'settings.json'), settings(join(box.root, 'current')));
    expect(codesOf(await checkup(box, ['env']))).toEqual(['goenv-file-many', 'other-manager']);
  });

  const manager = whereIs('/lib/systemd/systemd');

  it.skipIf(manager === undefined)('prints lines that give a service without HOME its places', async () => {
    await using box = await healthy('1.24.9');
    const { findings } = await checkup(box, ['env'], { HOME: '' });
    expect(findings.map(({ code, level, text }) => [code, level, text])).toEqual([
      ['no-home', 'problem', 'HOME is empty, so go has no place for its build cache and for modules'],
    ]);
    const [, line = ''] = /; in a unit of systemd: (Environment=.*)$/.exec(findings[0]?.cure ?? '') ?? [];
    await chmod(dirname(box.home), 0o755);
    const unit = `[Service]\nExecStart=/bin/true\n${line}\n`;
    const [env = {}] = unitEnvironment(manager ?? '', box.home, [unit]);
    expect(env).toMatchObject({ GOCACHE: expect.stringMatching(/^\/.*\/go-build$/) as unknown });
    expect(codesOf(await checkup(box, ['env'], { HOME: '', ...env }))).toEqual([]);
  });
});
