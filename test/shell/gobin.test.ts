import { chmodSync, chownSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HOOK_SHELLS, openHooked } from '../support/hook-shells.ts';
import { furnishedRoot, writeTool, type ShellRoot } from '../support/shell-root.ts';
import { isPresent, lacking, NOT_ROOT, presentShells } from '../support/shells.ts';

/** Whose root is not that of the tests. */
const NOBODY = 65_534;

let made: ShellRoot;
const gobin = (name: string): string => join(made.root, 'gobin', name);

beforeEach(() => {
  made = furnishedRoot();
  writeFileSync(join(made.root, 'gobin-per-version'), 'on\n');
  for (const version of ['1.8.3', '1.20', '1.22.5']) {
    const go = join(made.root, 'versions', version, 'bin', 'go');
    writeFileSync(go, '#!/bin/sh\necho "${GOBIN-none}"\n');
    chmodSync(go, 0o755);
  }
});
afterEach(() => made[Symbol.dispose]());

describe.each(presentShells())('gobin-per-version under $name', (shell) => {
  const says = async (env: Readonly<Record<string, string>> = {}): Promise<string> =>
    (await made.go([], { shell, env })).stdout;

  it('the shims export a GOBIN for the toolchain, outside of it', async () => {
    expect(await says({ GV_VERSION: '1.22.5' })).toBe(`${gobin('1.22.5')}\n`);
    expect(await says({ GV_VERSION: '1.20.0', GOBIN: '' })).toBe(`${gobin('1.20')}\n`);
    expect(await says({ GV_VERSION: '1.8.3' })).toBe(`${gobin('1.8.3')}\n`);
  });

  it('a GOBIN that a person set stays, one that another toolchain left does not', async () => {
    expect(await says({ GV_VERSION: '1.22.5', GOBIN: '/mine' })).toBe('/mine\n');
    expect(await says({ GV_VERSION: '1.22.5', GOBIN: gobin('1.24.9') })).toBe(`${gobin('1.22.5')}\n`);
  });

  it('the system’s Go gets none', async () => {
    const bin = join(made.home, 'bin');
    mkdirSync(bin);
    writeFileSync(join(bin, 'go'), '#!/bin/sh\necho "system ${GOBIN-none}"\n', { mode: 0o755 });
    const PATH = `${join(made.root, 'shims')}:${bin}:/usr/bin:/bin`;
    expect(await says({ GV_VERSION: 'system', PATH, GOBIN: gobin('1.24.9') })).toBe('system none\n');
  });

  it.skipIf(lacking(NOT_ROOT))('in a root of another account nothing is exported', async () => {
    chownSync(made.root, NOBODY, NOBODY);
    expect(await says({ GV_VERSION: '1.22.5' })).toBe('none\n');
  });

  it('switched off, nothing is exported', async () => {
    rmSync(join(made.root, 'gobin-per-version'));
    expect(await says({ GV_VERSION: '1.22.5' })).toBe('none\n');
  });

  it('gv exec finds what the version’s go install left, behind the shims', async () => {
    writeTool(join(gobin('1.22.5'), 'lint'), 'lint-of-1.22.5');
    writeTool(join(gobin('1.22.5'), 'go'), 'not-this-go');
    const run = async (...args: readonly string[]): Promise<string> =>
      (await made.gv(['exec', ...args], { shell })).stdout;
    expect(await run('1.22.5', 'lint')).toBe('lint-of-1.22.5 0 GOROOT=none\n');
    expect(await run('1.22.5', 'go')).toBe(`${gobin('1.22.5')}\n`);
    expect(await made.gv(['exec', '1.20.0', 'lint'], { shell })).toMatchObject({ code: 127, stdout: '' });
  });
});

describe.skipIf(!isPresent('tmux')).each(HOOK_SHELLS)('gobin-per-version and the hook of $name', (shell) => {
  it('the programs of the version that answers are there, those of others are not', async () => {
    made.write('a/.go-version', '1.22.5\n');
    made.write('b/.go-version', '1.24.9\n');
    for (const version of ['1.22.5', '1.24.9']) writeTool(join(gobin(version), 'lint'), `lint-of-${version}`);
    const path = shell.name === 'fish' ? 'string join : $PATH' : 'echo $PATH';
    using terminal = openHooked(made, shell);
    await terminal.shows(/\n0>$/);
    for (const [directory, version] of [
      ['a', '1.22.5'],
      ['b', '1.24.9'],
      ['a', '1.22.5'],
    ] as const) {
      terminal.type(`clear; cd ${made.project}/${directory}`);
      await terminal.shows(new RegExp(`^\\ngo ${version} .*\\n0>$`));
      terminal.type('clear; lint');
      await terminal.shows(new RegExp(`\\nlint-of-${version} 0 .*\\n0>$`));
    }
    terminal.type(`clear; ${path}`);
    const { root } = made;
    await terminal.shows(new RegExp(`\\n${root}/shims:${gobin('1.22.5')}:${root}/bin:/usr/bin:/bin\\n0>$`));
    rmSync(join(root, 'gobin-per-version'));
    terminal.type('clear');
    await terminal.shows(/^\n+0>$/);
    terminal.type(`clear; ${path}`);
    await terminal.shows(new RegExp(`\\n${root}/shims:${root}/bin:/usr/bin:/bin\\n0>$`));
  });
});
