import { readdirSync } from 'node:fs';
import { chmodSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HOOK_SHELLS, openHooked, sourceLine } from '../support/hook-shells.ts';
import { furnishedRoot, type ShellRoot } from '../support/shell-root.ts';
import { isPresent, presentShells } from '../support/shells.ts';

const INSTALL = join(import.meta.dirname, '..', '..', 'install.sh');

/** PATH entries that lead into the project: the current directory in three spellings, and a directory in it. */
const PATH = '.::sub:./sub';

let made: ShellRoot;

/** Lays programs of these and other names into the project that would leave a file behind: thousands, so once. */
beforeAll(() => {
  made = furnishedRoot();
  writeFileSync(join(made.root, 'lib', 'gv.js'), `console.log('gv', ...process.argv.slice(2));\n`);
  const names = new Set(['sync', 'cat', 'tar', 'node', 'git', 'readlink', 'curl', 'wget', 'npm']);
  for (const system of ['/bin', '/usr/bin']) for (const name of readdirSync(system)) names.add(name);
  const program = made.write('fake', `#!/bin/sh\necho "$0" >>'${join(made.home, 'ran')}'\n`);
  chmodSync(program, 0o755);
  for (const name of names) {
    if (name === 'fake') continue;
    symlinkSync(program, join(made.project, name));
  }
  symlinkSync('.', join(made.project, 'sub'));
});
afterAll(() => made[Symbol.dispose]());

beforeEach(() => {
  for (const own of [made.home, join(made.root, 'runtime')]) {
    rmSync(own, { recursive: true, force: true });
    mkdirSync(own);
  }
  rmSync(join(made.project, '.go-version'), { force: true });
});

/** The programs of the project that ran. */
const ran = (): readonly string[] => {
  try {
    return [...new Set(readFileSync(join(made.home, 'ran'), 'utf8').trim().split('\n'))];
  } catch {
    return [];
  }
};

describe.each(presentShells())('programs of a project on PATH under $name', (shell) => {
  const env = { PATH: `${PATH}:/usr/bin:/bin` };

  it('none runs in go or gv, also through links from elsewhere', async () => {
    symlinkSync(process.execPath, join(made.root, 'runtime', 'node'));
    const [go, gv] = [join(made.home, 'go'), join(made.home, 'gv')];
    symlinkSync(join(made.root, 'shims', 'go'), go);
    symlinkSync(join(made.root, 'bin', 'gv'), gv);
    expect((await made.run(go, [], { shell, env })).stdout).toBe('go1.27.0 0 GOROOT=none\n');
    expect((await made.run(gv, ['current'], { shell, env })).stdout).toBe('1.27.0\n');
    expect((await made.go([], { shell, env })).stdout).toBe('go1.27.0 0 GOROOT=none\n');
    expect((await made.gv(['list'], { shell, env })).stdout).toBe('gv list\n');
    for (const [words, file] of [
      [['init', 'zsh'], 'env'],
      [['init', 'fish'], 'env.fish'],
      [['completion', 'bash'], 'lib/completions/gv.bash'],
    ] as const)
      expect((await made.gv(words, { shell, env })).stdout).toBe(readFileSync(join(made.root, file), 'utf8'));
    const failing = await made.go([], { shell, env: { ...env, GV_VERSION: 'é\u009B' } });
    expect(failing).toMatchObject({ code: 127, stdout: '' });
    expect(ran()).toEqual([]);
  });

  it('a Node there is none, and one behind it is found', async () => {
    const only = { PATH };
    expect(await made.gv(['list'], { shell, env: only })).toMatchObject({ code: 1, stdout: '' });
    const node = join(made.home, 'node', 'node');
    mkdirSync(join(made.home, 'node'));
    writeFileSync(node, `#!/bin/sh\necho v24.1.0\n`, { mode: 0o755 });
    const behind = { PATH: `${PATH}:${join(made.home, 'node')}` };
    expect(await made.gv(['list'], { shell, env: behind })).toMatchObject({ code: 0, stdout: 'v24.1.0\n' });
    expect(ran()).toEqual([]);
  });

  it('none runs where env is sourced, or in install.sh', async () => {
    const script = `. '${made.root}/env'; printf '%s' "$PATH"`;
    expect((await made.run('-c', [script], { shell, env })).stdout).toBe(
      `${made.root}/shims:${made.root}/bin:${env.PATH}`,
    );
    for (const words of [['--help'], ['--uninstall', '--dry-run']])
      await made.run(INSTALL, words, { shell, env });
    const alone = join(made.home, 'install.sh');
    writeFileSync(alone, readFileSync(INSTALL, 'utf8').replace("VERSION=''", "VERSION='1.0.0'"));
    expect((await made.run(alone, ['-y'], { shell, env })).code).not.toBe(0);
    rmSync(join(made.home, '.gv'), { recursive: true, force: true });
    expect(ran()).toEqual([]);
  });
});

describe.skipIf(!isPresent('tmux')).each(HOOK_SHELLS)('programs of a project on PATH in $name', (shell) => {
  it('none runs in a new shell with the hook, nor when the answer changes', async () => {
    made.write('.go-version', '1.22.5\n');
    const env = { PATH: `${PATH}:/usr/bin:/bin` };
    using terminal = openHooked(made, shell, { env, rc: [sourceLine(made, shell)], whole: true });
    await terminal.shows(/\ngo 1\.22\.5 \(\.go-version\)\n0>$/);
    made.write('.go-version', 'é\u009B\u202E\n');
    terminal.type('');
    await terminal.shows(/\ngv: .*is not a Go version.*\n0>$/);
    // fish itself starts mkdir, wherever PATH leads.
    expect(ran().filter((name) => shell.name !== 'fish' || name !== './mkdir')).toEqual([]);
  });
});
