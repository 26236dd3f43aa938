import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withGo } from '../../support/explaining.ts';
import { everything, sampled } from '../../support/sample.ts';
import type { Sandbox } from '../../support/sandbox.ts';
import { writeProgram } from '../../support/scripted-go.ts';

/** Files of a project, and what the environment adds. */
type Situation = readonly [Readonly<Record<string, string>>, Readonly<Record<string, string>>?];

const PIN = { '.go-version': '1.22.5\n' };

/** Every branch of the two halves: of rules, floors, settings and places. */
const SITUATIONS: readonly Situation[] = [
  [{ ...PIN, 'go.mod': 'module m\n\ngo 1.24\n' }],
  [{ ...PIN, 'go.mod': 'module m\n\ngo 1.24.9\n' }],
  [{ ...PIN, 'go.mod': 'module m\n\ngo 1.22.5\n' }],
  [{ ...PIN, 'go.mod': 'module m\n\ngo 1.23rc1\n' }],
  [{ ...PIN, 'go.mod': 'module m\n\ngo 1.22\ntoolchain go1.24.9\n' }],
  [{ ...PIN, 'go.mod': 'module m\n\ngo 1.24\ntoolchain go1.25\n' }],
  [{ ...PIN, 'go.mod': 'module m\n\ngo 1.24\ntoolchain default\n' }],
  [{ ...PIN, 'go.mod': 'module m\n\ngo 1.24\n', 'go.work': 'go 1.23.1\n' }],
  [{ ...PIN, 'go.mod': 'module m\n\ngo 1.99\n' }],
  [{ '.go-version': '1.22.3\n', 'go.mod': 'module m\n\ngo 1.24\n' }],
  [{ '.go-version': '1.20.14\n', 'go.mod': 'module m\n\ngo 1.24\n' }],
  [{ 'go.mod': 'module m\n\ngo 1.99.1\n' }],
  [{ 'go.mod': 'module m\n\ngo 1.24\n' }],
  [{ 'go.mod': 'module m\n\ngo 1.24\n' }, { GV_VERSION: '1.22.5' }],
  ...['local', 'path', 'auto', 'go1.22.5', 'go1.22.5+auto', 'go1.24.9', 'local+path'].map(
    (GOTOOLCHAIN): Situation => [{ ...PIN, 'go.mod': 'module m\n\ngo 1.24\n' }, { GOTOOLCHAIN }],
  ),
  [{ ...PIN, 'go.mod': 'module m\n\ngo 1.24\n' }, { GO111MODULE: 'off' }],
  [{ ...PIN, 'go.mod': 'module m\n\ngo 1.24\n' }, { GOWORK: 'off' }],
];

/** The sentence of the shell half, as `gv current` would print it. */
async function ofShell(box: Sandbox, shell: string, env: Readonly<Record<string, string>>): Promise<unknown> {
  const script = `. "$GV_ROOT/lib/shims/resolve.sh"; __gv_lib=$GV_ROOT/lib/shims
__gv_here; __gv_resolve "$GV_ROOT" "$__gv_cwd" || exit 9
__gv_need overruled; __gv_overrule
[ -z "$__gv_overruled" ] || printf '%s\\n%s\\n' "$__gv_floor_path:$__gv_floor_line $__gv_overruled" "$__gv_cures"`;
  const { code, stdout } = await box.run([shell, '-c', script], { env });
  const [text = '', cure = ''] = stdout.split('\n');
  return code === 0 ? (text === '' ? null : { text, cure }) : { code };
}

describe('the sentence that another Go runs than the named one', () => {
  it('is the same in gv and in its shell half, in every situation', async () => {
    await using box = await withGo('1.20.14', '1.22.3', '1.22.5', '1.24.9');
    await writeFile(join(box.root, 'version'), '1.22.5\n');
    const told: string[] = [];
    for (const [index, [files, more = {}]] of SITUATIONS.entries()) {
      const env = { GOPROXY: 'https://proxy.example', ...more };
      for (const [name, text] of Object.entries(files)) await writeFile(join(box.project, name), text);
      const { stdout } = await box.gv(['current', '--json'], { env });
      const { data } = JSON.parse(stdout) as { readonly data: { readonly overruled: unknown } };
      for (const shell of everything() || index % 4 === 0 ? ['sh', 'bash'] : ['sh'])
        expect([index, await ofShell(box, shell, env)]).toEqual([index, data.overruled]);
      told.push(data.overruled === null ? '' : JSON.stringify(data.overruled));
      for (const name of Object.keys(files)) await rm(join(box.project, name));
    }
    // Each sentence and each silence was among them.
    for (const words of ['own download', 'nor gv', 'runs here and not', 'may not', 'never', 'cannot switch'])
      expect(told.filter((text) => text.includes(words)).length).toBeGreaterThan(0);
    expect(told.filter((text) => text === '').length).toBeGreaterThan(3);
  });
});

describe('settings that go env -w left', () => {
  it('are told once by use and install, and by doctor and explain with their line, cure and undo', async () => {
    await using box = await withGo('1.22.5', '1.24.9');
    const GOENV = join(box.home, 'goenv');
    await writeFile(GOENV, `GOFLAGS=\nGOROOT=${box.home}\nGOTOOLCHAIN=go1.24.9\n`);
    const env = { GOENV };
    const told =
      `warning: ${GOENV}:2 says GOROOT=${box.home}: go build fails in every toolchain but that one; go env -u GOROOT\n` +
      `warning: ${GOENV}:3 says GOTOOLCHAIN=go1.24.9: go1.24.9 runs, whichever Go gv chooses; go env -u GOTOOLCHAIN\n`;
    for (const command of [['use', '1.22.5'], ['use'], ['use', '-g', '1.24.9']])
      expect((await box.gv(command, { env })).stderr.endsWith(told)).toBe(true);
    expect((await box.gv(['install', '1.22.5'], { env })).stderr).toBe(
      `go 1.22.5 is already installed\n${told}`,
    );
    for (const command of ['doctor', 'explain']) {
      const { stdout } = await box.gv([command], { env });
      expect(stdout).toContain(`problem: ${GOENV}:2 says GOROOT=${box.home}`);
      expect(stdout).toContain(`go env -u GOROOT (undo: go env -w GOROOT=${box.home})\n`);
      expect(stdout).toContain(`go env -u GOTOOLCHAIN (undo: go env -w GOTOOLCHAIN=go1.24.9)\n`);
    }
    const hidden = { GOENV, GOTOOLCHAIN: 'auto' };
    expect((await box.gv(['use', '1.22.5'], { env: hidden })).stderr.split('\n')).toHaveLength(2);
  });

  it('a GOROOT that is gone ends every go, and go env cannot take it out', async () => {
    await using box = await withGo('1.22.5');
    const GOENV = join(box.home, 'goenv');
    await writeFile(GOENV, 'GOROOT=/gone\n');
    const { code, stdout } = await box.gv(['explain'], { env: { GOENV } });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^go will not run here\n/);
    expect(stdout).toContain(`take line 1 out of ${GOENV} (undo: the line again: GOROOT=/gone)`);
  });
});

describe('GOBIN and GOPATH among the files of gv', () => {
  it('are problems, by variable and by go env -w, through links, and before they are there', async () => {
    await using box = await withGo('1.21.13');
    const { root, home } = box;
    const GOENV = join(home, 'goenv');
    const link = join(home, 'link');
    await box.run(['ln', '-s', root, link]);
    const codeOf = async (name: string, value: string, written: boolean): Promise<readonly string[]> => {
      await writeFile(GOENV, written ? `${name}=${value}\n` : '');
      const env = { GOENV, SHELL: '', ...(written ? {} : { [name]: value }) };
      const { stdout } = await box.gv(['explain', '--json'], { env });
      const { data } = JSON.parse(stdout) as { data: { warnings: { code: string; cure: string }[] } };
      return data.warnings.map(({ code, cure }) => `${code}: ${cure}`);
    };
    const places = [
      ['GOBIN', 'shims', 'gobin-in-gv'],
      ['GOBIN', 'shims/go/bin', 'gobin-in-gv'],
      ['GOPATH', '', 'gopath-in-gv'],
      ['GOBIN', 'versions/1.21.13/new', 'gobin-in-goroot'],
      ['GOBIN', 'bin', 'gobin-in-gv'],
      ['GOPATH', 'versions/1.21.13', 'gopath-in-gv'],
      ['GOPATH', 'versions/1.21.13/packages', 'gopath-in-gv'],
    ] as const;
    for (const [name, place, code] of places)
      expect(await codeOf(name, join(root, place), false)).toEqual([`${code}: unset ${name}`]);
    for (const [name, place, code] of sampled(places, 3))
      expect(await codeOf(name, join(link, place), true)).toEqual([`${code}: go env -u ${name}`]);
    for (const [name, place, code] of sampled(places, 7)) {
      expect(await codeOf(name, join(root, place), true)).toEqual([`${code}: go env -u ${name}`]);
      expect(await codeOf(name, join(link, place), false)).toEqual([`${code}: unset ${name}`]);
    }
    expect(await codeOf('GOBIN', join(root, 'gobin', '1.21.13'), false)).toEqual([]);
    expect(await codeOf('GOPATH', `${home}/go:${join(root, 'shims')}`, false)).toEqual([
      'gopath-in-gv: unset GOPATH',
    ]);
    expect(await codeOf('GOPATH', join(home, 'work'), true)).toEqual([]);
  });
});

describe('a file of mise', () => {
  it.each(
    sampled(
      [
        'mise.toml',
        '.mise.toml',
        'mise.local.toml',
        'mise/config.toml',
        '.mise/config.toml',
        '.config/mise.toml',
      ],
      3,
    ),
  )('%s is named by explain, and bare gv use offers its version', async (name) => {
    await using box = await withGo('1.22.5');
    const file = join(box.project, name);
    const below = join(box.project, 'a');
    for (const directory of [below, dirname(file)]) await mkdir(directory, { recursive: true });
    await writeFile(file, '[tools]\n"go" = { version = "1.22.5" }\n');
    const told = `${file}:2 asks for go 1.22.5; gv reads .go-version and .tool-versions; run: gv use 1.22.5\n`;
    expect((await box.gv(['use'], { cwd: below })).stderr).toBe(told);
    expect((await box.gv(['explain'], { cwd: below })).stdout).toContain(
      `note:    ${file}:2 asks for go 1.22.5`,
    );
    expect((await box.gv(['use', '1.22.5'])).stderr).toBe('');
    for (const command of ['use', 'explain']) {
      const { stdout, stderr } = await box.gv([command], { cwd: below });
      expect(stdout + stderr).not.toContain('mise');
    }
  });
});

describe('a wrapper of golang.org/dl that has no toolchain', () => {
  it('is told by explain with the cure, and is none once it was downloaded', async () => {
    await using box = await withGo('1.22.5');
    const gobin = join(box.home, 'go', 'bin');
    await mkdir(gobin, { recursive: true });
    // The linker leaves the path of the main package in a Go program; test/real has a program that is one.
    await writeProgram(join(gobin, 'go1.23.7'), ': \npath\tgolang.org/dl/go1.23.7\n');
    await writeFile(join(box.project, 'go.mod'), 'module m\n\ngo 1.23.7\n');
    await writeFile(join(box.project, '.go-version'), '1.22.5\n');
    const env = { PATH: `${box.env['PATH'] ?? ''}:${gobin}` };
    const { code, stdout } = await box.gv(['explain'], { env });
    expect(code).toBe(1);
    expect(stdout).toContain(`problem: ${join(gobin, 'go1.23.7')} is a wrapper of golang.org/dl`);
    expect(stdout).toContain(
      "gv install 1.23.7 where gv's shims come first on PATH, else go1.23.7 download\n",
    );
    const sdk = join(box.home, 'sdk', 'go1.23.7');
    await mkdir(sdk, { recursive: true });
    await writeFile(join(sdk, '.unpacked-success'), '');
    expect((await box.gv(['explain'], { env })).stdout).toMatch(/^go here is 1\.23\.7\n/);
  });
});
