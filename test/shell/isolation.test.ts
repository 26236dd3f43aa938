import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HOOK_SHELLS, openHooked, sourceLine, writeRc } from '../support/hook-shells.ts';
import { furnishedRoot, type RunOptions, type ShellRoot } from '../support/shell-root.ts';
import { isPresent } from '../support/shells.ts';

/** A go that tells its version and everything about Go or gv in its environment. */
const TELLING = `#!/bin/sh
version=\${0%/bin/go}
echo "go\${version##*/}" $(env | grep -E '^(GO|GV)' | sort)
`;

/** Variables that a shell changes by itself. */
const OWN = /^(?:PWD|OLDPWD|SHLVL|_|COLUMNS|LINES|TMUX\w*|XDG_\w+)=/;

function variables(file: string): readonly string[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line !== '' && !OWN.test(line)).toSorted();
}

let made: ShellRoot;
beforeEach(() => {
  made = furnishedRoot();
  for (const version of ['1.20.3', '1.24.9', '1.27.0']) {
    const go = join(made.root, 'versions', version, 'bin', 'go');
    writeFileSync(go, TELLING);
    chmodSync(go, 0o755);
  }
  made.write('a/.go-version', '1.20.3\n');
  made.write('a/nested/.go-version', '1.24.9\n');
  made.write('b/.tool-versions', 'golang 1.24.9\n');
});
afterEach(() => made[Symbol.dispose]());

describe.skipIf(!isPresent('tmux')).each(HOOK_SHELLS)('what a switch leaves behind in $name', (shell) => {
  const separator = shell.name === 'fish' ? '; and ' : ' && ';

  it.each(['', ' --direct'])('nothing, however often%s', async (option) => {
    const init = `'${made.root}/bin/gv' init ${shell.name}${option}`;
    const line = shell.name === 'fish' ? `${init} | source` : `eval "$(${init})"`;
    const mine = { GOPATH: '/my/path', GOBIN: '/my/bin', GOFLAGS: '-mod=mod', GOMODCACHE: '/my/cache' };
    using terminal = openHooked(made, shell, { rc: [line], whole: true, env: mine });
    await terminal.shows(/\n0>$/);
    terminal.type(`env >'${made.home}/before'`);
    for (let round = 0; round < 2; round++) {
      for (const [directory, version] of [
        ['a', '1.20.3'],
        ['a/nested', '1.24.9'],
        ['a', '1.20.3'],
        ['b', '1.24.9'],
      ] as const) {
        terminal.type(['clear', `cd '${made.project}/${directory}'`].join(separator));
        await terminal.shows(/^(?:\ngo 1.*)?\n0>$/);
        terminal.type('go');
        const told = 'GOBIN=/my/bin GOFLAGS=-mod=mod GOMODCACHE=/my/cache GOPATH=/my/path';
        await terminal.shows(new RegExp(`\\ngo${version} ${told}\\n0>$`));
      }
    }
    terminal.type(`cd '${made.project}'${separator}clear`);
    await terminal.shows(/\n0>$/);
    terminal.type(`env >'${made.home}/after'${separator}echo written`);
    await terminal.shows(/\nwritten\n0>$/);
    expect(variables(join(made.home, 'after'))).toEqual(variables(join(made.home, 'before')));
  });

  it('a choice for one shell does not reach the next window, opened before or after', async () => {
    using terminal = openHooked(made, shell);
    await terminal.shows(/\n0>$/);
    terminal.type(shell.set('GV_VERSION', '1.20.3'));
    await terminal.shows(/\ngo 1\.20\.3 \(GV_VERSION\)\n0>$/);
    terminal.window([shell.path]);
    await terminal.shows(/^\n+0>$/);
    terminal.type('go; command -v go');
    await terminal.shows(new RegExp(`\\ngo1\\.27\\.0\\n${made.root}/shims/go\\n0>$`));
  });

  it('a window opened from a shell that switched counts each directory on PATH once', async () => {
    writeRc(made, shell, [sourceLine(made, shell)]);
    using terminal = openHooked(made, shell, { cwd: join(made.project, 'a') });
    await terminal.shows(/\n0>$/);
    terminal.type(`clear; ${shell.path}`);
    await terminal.shows(/\n0>$/);
    terminal.type(`clear; ${shell.name === 'fish' ? 'string join : $PATH' : 'echo $PATH'}`);
    await terminal.shows(new RegExp(`\\n${made.root}/shims:${made.root}/bin:/usr/bin:/bin\\n0>$`));
  });
});

describe('go without a hook, without a terminal', () => {
  const POOR = { PATH: '/usr/bin:/bin' };
  const go = (): string => join(made.root, 'shims', 'go');
  const inA = (): string => join(made.project, 'a');

  interface Way {
    readonly command: (shims: string, rc: string) => readonly [string, ...string[]];
    readonly env?: RunOptions['env'];
  }
  const WAYS: Readonly<Record<string, Way>> = {
    'sh -c': { command: (shims) => ['sh', '-c', `PATH=${shims}:$PATH; go`] },
    'an empty environment': { command: (shims) => ['env', '-i', `${shims}/go`] },
    'as sudo sets it up': {
      command: (shims) => [`${shims}/go`],
      env: { HOME: '/root', USER: 'root', SUDO_USER: 'somebody', PATH: '/usr/sbin:/usr/bin:/sbin:/bin' },
    },
    'as cron sets it up': {
      command: (shims) => ['sh', '-c', `${shims}/go`],
      env: { HOME: '/', LOGNAME: 'somebody', SHELL: '/bin/sh' },
    },
    'as ssh runs a command': { command: (_, rc) => ['bash', '-c', `. ${rc}; go`] },
  };

  it.each(Object.entries(WAYS))(
    '%s: the pinned one, and nothing of gv in its environment',
    async (_title, way) => {
      const [program, ...args] = way.command(join(made.root, 'shims'), join(made.root, 'env'));
      const ran = await made.run(program, args, { cwd: inA(), env: { ...POOR, ...way.env } });
      expect(ran).toEqual({ code: 0, stdout: 'go1.20.3\n', stderr: '' });
    },
  );

  it('a stale GOROOT does not reach it, and make that goes elsewhere gets what is pinned there', async () => {
    const env = { GOROOT: '/stale', PATH: `${made.root}/shims:/usr/bin:/bin` };
    const ran = await made.run('sh', ['-c', 'go; cd nested && go; cd ../../b && go'], { cwd: inA(), env });
    expect(ran.stdout).toBe('go1.20.3\ngo1.24.9\ngo1.24.9\n');
    expect((await made.run(go(), [], { cwd: inA(), env })).stdout).toBe('go1.20.3\n');
  });
});
