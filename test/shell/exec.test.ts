import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { furnishedRoot, type Ended, type RunOptions, type ShellRoot } from '../support/shell-root.ts';
import { presentShells } from '../support/shells.ts';

describe.each(presentShells())('gv exec and the switches of the go command, under $name', (shell) => {
  let made: ShellRoot;
  const gv = (args: readonly string[], options: RunOptions = {}): Promise<Ended> =>
    made.gv(args, { shell, ...options });
  beforeEach(() => {
    made = furnishedRoot();
  });
  afterEach(() => made[Symbol.dispose]());

  it('exec --exact forbids the go command to switch, and passes nothing else on', async () => {
    const says = ['sh', '-c', 'echo "${GOTOOLCHAIN-none}"'];
    expect((await gv(['exec', '1.22', ...says])).stdout).toBe('none\n');
    expect((await gv(['exec', '--exact', '1.22', ...says])).stdout).toBe('local\n');
    expect((await gv(['exec', '1.22', '--exact', '--', ...says])).stdout).toBe('local\n');
  });

  it('exec tells when go.mod will make the go command switch', async () => {
    const file = made.write('go.mod', 'module x\ngo 1.27\n');
    const told = `gv: ${file}:2 needs Go 1.27, so go1.27.0 runs here and not 1.24.9; --exact forbids it\n`;
    symlinkSync('../versions/1.27.0/bin/go', join(made.root, 'shims', 'go1.27.0'));
    const auto = { env: { GOTOOLCHAIN: 'auto' } };
    expect((await gv(['exec', '1.24', 'go'], auto)).stderr).toBe(told);
    for (const args of [
      ['exec', '1.27', 'go'],
      ['exec', '--exact', '1.24', 'go'],
      ['exec', '1.20', 'go'],
    ])
      expect((await gv(args, auto)).stderr).toBe('');
    expect((await gv(['exec', '1.24', 'go'], { env: { GOTOOLCHAIN: 'local' } })).stderr).toBe('');
  });

  it('exec VERSION comes before a toolchain in GOTOOLCHAIN, written or exported, and says so', async () => {
    const file = made.write('goenv', 'GOTOOLCHAIN=go1.27.0\n');
    const says = ['sh', '-c', 'echo "${GOTOOLCHAIN-none}"'];
    const typed = await gv(['exec', '1.24', ...says], { env: { GOENV: file } });
    expect(typed).toEqual({
      code: 0,
      stdout: 'local\n',
      stderr: `gv: GOTOOLCHAIN=go1.27.0 (${file}) gives way to 1.24.9 here, which was asked for (GOTOOLCHAIN=local)\n`,
    });
    const exported = { env: { GOTOOLCHAIN: 'go1.27.0+path' } };
    expect(await gv(['exec', 'system', ...says], exported)).toMatchObject({ code: 127 });
    expect(await gv(['exec', '1.24', ...says], exported)).toMatchObject({
      stdout: 'path\n',
      stderr: expect.stringContaining('(the environment)') as unknown,
    });
    const chosen = await gv(['exec', ...says], { env: { GOENV: file, GV_VERSION: '1.24' } });
    expect(chosen).toMatchObject({
      stdout: 'none\n',
      stderr: `gv: GOTOOLCHAIN=go1.27.0 (${file}) makes go1.27.0 run, not 1.24.9\n`,
    });
    for (const [query, value] of [
      ['1.27', 'go1.27.0'],
      ['1.24', 'auto'],
      ['1.20', 'go1.27.0'],
    ] as const)
      expect(await gv(['exec', query, ...says], { env: { GOTOOLCHAIN: value } })).toMatchObject({
        stdout: `${value}\n`,
        stderr: '',
      });
  });
});
