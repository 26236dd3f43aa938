import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { furnishedRoot, type ShellRoot } from '../support/shell-root.ts';
import { whereIs } from '../support/shells.ts';

const bash = whereIs('bash') ?? '';
const INSTALL = join(import.meta.dirname, '..', '..', 'install.sh');

/** Programs that the shims and install.sh start, or could. */
const PROGRAMS = [
  'cat',
  'readlink',
  'node',
  'sed',
  'mkdir',
  'uname',
  'dirname',
  'rm',
  'ln',
  'mv',
  'cp',
  'sync',
];

describe.skipIf(bash === '').each([
  { name: 'sh', args: [] },
  { name: 'bash', args: [] },
])('functions that $name, which is bash, takes from its environment', ({ name, args }) => {
  let made: ShellRoot;
  let env: Record<string, string>;
  const ran = (): string => join(made.home, 'ran');
  const shell = (): { name: string; command: [string, ...string[]] } => ({
    name,
    command: [join(made.home, name), ...args],
  });
  beforeAll(() => {
    made = furnishedRoot();
    symlinkSync(bash, join(made.home, name));
    mkdirSync(join(made.root, 'runtime'));
    writeFileSync(join(made.root, 'runtime', 'node'), '#!/bin/dash\necho "node $*"\n', { mode: 0o755 });
    const builtins = execFileSync(bash, ['-c', 'compgen -b'], { encoding: 'utf8' }).trim().split('\n');
    expect(builtins).toContain('printf');
    env = Object.fromEntries(
      [...builtins, ...PROGRAMS].map((each) => [`BASH_FUNC_${each}%%`, `() { : >'${ran()}'; }`]),
    );
  });
  afterAll(() => made[Symbol.dispose]());

  it('none runs in go or gv', async () => {
    made.write('.go-version', '1.22.5\n');
    expect(await made.go(['version'], { shell: shell(), env })).toEqual({
      code: 0,
      stdout: 'go1.22.5 1 GOROOT=none\n',
      stderr: '',
    });
    for (const text of ['go1.22\n', '1.22.9\n', 'nonsense\u009B\n', '1.22.5\0', ''])
      for (const program of ['shims/go', 'bin/gv']) {
        made.write('.go-version', text);
        const gv = program === 'bin/gv' ? ['current'] : [];
        const clean = await made.run(join(made.root, program), gv, { shell: shell() });
        expect(await made.run(join(made.root, program), gv, { shell: shell(), env }), text).toEqual(clean);
      }
    made.write('.go-version', '1.22.5\n');
    for (const words of [
      ['current'],
      ['which', 'gofmt'],
      ['which', 'godoc'],
      ['where', '1.20'],
      ['list'],
      ['init', 'bash'],
      ['init', 'direnv'],
      ['completion', 'zsh'],
      ['--version'],
      ['exec', '1.20', '/bin/true'],
    ])
      expect(await made.gv(words, { shell: shell(), env }), words.join(' ')).toEqual(
        await made.gv(words, { shell: shell() }),
      );
    expect(existsSync(ran())).toBe(false);
  });

  it('none runs in the resolver, in the hook of fish, or in install.sh', async () => {
    const shims = join(made.root, 'lib', 'shims');
    for (const [script, ...words] of [
      [join(shims, 'resolve.sh'), '--trace', made.root, made.project],
      [join(shims, 'hook.sh'), '--for-fish', made.root],
      [INSTALL, '--help'],
    ] as const)
      expect(await made.run(script, words, { shell: shell(), env }), script).toEqual(
        await made.run(script, words, { shell: shell() }),
      );
    expect(existsSync(ran())).toBe(false);
  });
});
