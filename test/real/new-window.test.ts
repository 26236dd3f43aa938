import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOOK_SHELLS, type HookShell } from '../support/hook-shells.ts';
import { officialMissing, unpackOfficial } from '../support/official-toolchains.ts';
import { sampled } from '../support/sample.ts';
import { emptyHome, unpackedRelease, type EmptyHome } from '../support/set-up.ts';
import { isPresent, lacking, whereIs } from '../support/shells.ts';
import { openTerminal, type Terminal } from '../support/terminal.ts';
import { withMaterial } from '../support/unless.ts';

/** Projects, each with another Go than the one before, what the hook tells on entering, and what runs: undefined where nothing does. */
const PROJECTS = [
  { name: 'pin', files: { '.go-version': '1.27\n' }, tells: /go 1\.27\.0 \(\.go-version\)/, runs: '1.27.0' },
  {
    name: 'tools',
    files: { '.tool-versions': 'golang 1.24.9\n' },
    tells: /go 1\.24\.9 \(\.tool-/,
    runs: '1.24.9',
  },
  {
    name: 'module',
    files: { 'go.mod': 'module m\n\ngo 1.27\n' },
    tells: /raised from 1\.24\.9/,
    runs: '1.27.0',
  },
  {
    name: 'both',
    files: { '.go-version': '1.24.9\n', 'go.mod': 'module m\n\ngo 1.27.0\n' },
    tells: /go 1\.24\.9/,
    runs: '1.27.0',
  },
  {
    name: 'missing',
    files: { '.go-version': '1.21.3\n' },
    tells: /gv: Go 1\.21\.3 is not .*; run: gv install 1\.21\.3/,
    runs: undefined,
  },
] as const;

const missing = officialMissing ?? (isPresent('tmux') ? undefined : 'tmux is not installed');
const direnv = whereIs('direnv');

interface Explained {
  readonly data: { readonly runs: { readonly version: string | null; readonly how: string } };
}

let box: EmptyHome;

beforeAll(() => {
  if (missing !== undefined) return;
  box = emptyHome();
  const installer = unpackedRelease(box.directory);
  for (const { path } of HOOK_SHELLS)
    expect(box.run(installer, ['-y'], { env: { SHELL: path } })).toMatchObject({ status: 0, stderr: '' });
  const root = join(box.home, '.gv');
  unpackOfficial(root, 'choose');
  writeFileSync(join(root, 'version'), '1.24.9\n');
  expect(box.run(join(root, 'bin', 'gv'), ['rehash'])).toMatchObject({ status: 0 });
  for (const { name, files } of [...PROJECTS, { name: 'envrc', files: { '.envrc': 'use go 1.27\n' } }]) {
    mkdirSync(join(box.home, name));
    for (const [file, text] of Object.entries(files)) writeFileSync(join(box.home, name, file), text);
  }
}, 180_000);
afterAll(() => {
  if (missing === undefined) box.remove();
});

describe.each(HOOK_SHELLS)('a new user’s new window of $name', (shell) => {
  const open = (): Terminal => {
    const env = { HOME: box.home, PATH: '/usr/bin:/bin', SHELL: shell.path, PS1: '> ', GOPROXY: 'off' };
    return openTerminal(whereIs('tmux') ?? '', { command: [shell.path], cwd: box.home, env });
  };

  /** Asks gv, then go, in the window; they must agree. */
  async function ask(terminal: Terminal, name: string): Promise<Explained['data']['runs']> {
    const [said, ran] = [join(box.home, 'said'), join(box.home, 'ran')];
    for (const file of [said, ran]) rmSync(file, { force: true });
    terminal.type(`gv explain --json >~/said; go version >~/ran 2>&1; echo asked-${name}`);
    await terminal.shows(new RegExp(`\\nasked-${name}\\n`));
    const { runs } = (JSON.parse(readFileSync(said, 'utf8')) as Explained).data;
    const version =
      runs.version === null ? /^gv: Go 1\.21\.3 is not installed/ : `go version go${runs.version} `;
    expect(readFileSync(ran, 'utf8'), name).toMatch(version);
    return runs;
  }

  withMaterial(missing)(
    'each project tells its Go, and explain says what go version then shows',
    async () => {
      using terminal = open();
      await terminal.shows(/[$#%>]$/);
      // What a hook does differs by its shell; which Go a project has does not.
      for (const { name, tells, runs } of shell === HOOK_SHELLS[0]
        ? PROJECTS
        : sampled(PROJECTS, PROJECTS.length)) {
        terminal.type(`clear; cd ~/${name}`);
        await terminal.shows(tells);
        expect((await ask(terminal, name)).version).toBe(runs ?? null);
      }
    },
  );

  it.skipIf(lacking(missing ?? (direnv === undefined ? 'direnv is not installed' : undefined)))(
    'and after direnv allow',
    async () => {
      addDirenv(box, shell);
      const env = { HOME: box.home, PATH: '/usr/bin:/bin' };
      spawnSync(direnv ?? '', ['deny', join(box.home, 'envrc')], { env });
      using terminal = open();
      await terminal.shows(/[$#%>]$/);
      terminal.type('clear; cd ~/envrc');
      await terminal.shows(/\.envrc is blocked/);
      terminal.type('clear; direnv allow');
      await terminal.shows(/\ngo 1\.27\.0 \(GV_VERSION\)\n/);
      expect((await ask(terminal, 'envrc')).version).toBe('1.27.0');
      terminal.type('clear; cd');
      await terminal.shows(/\ngo 1\.24\.9 \(global\)\n/);
      expect((await ask(terminal, 'home')).version).toBe('1.24.9');
    },
  );
});

/** As direnv's manual and gv's say. */
function addDirenv(box: EmptyHome, shell: HookShell): void {
  const lib = join(box.home, '.config', 'direnv', 'lib');
  mkdirSync(lib, { recursive: true });
  const made = box.run(join(box.home, '.gv', 'bin', 'gv'), ['init', 'direnv']);
  writeFileSync(join(lib, 'gv.sh'), made.stdout);
  const rc = join(box.home, shell.rc);
  mkdirSync(join(rc, '..'), { recursive: true });
  const hook = shell.name === 'fish' ? 'direnv hook fish | source' : `eval "$(direnv hook ${shell.name})"`;
  writeFileSync(rc, `${hook}\n`, { flag: 'a' });
}
