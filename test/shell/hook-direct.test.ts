import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HOOK_SHELLS, openHooked, type HookShell } from '../support/hook-shells.ts';
import { furnishedRoot, type ShellRoot } from '../support/shell-root.ts';
import { isPresent } from '../support/shells.ts';
import type { Terminal } from '../support/terminal.ts';

const present = isPresent('tmux');

describe.skipIf(!present).each(HOOK_SHELLS)('gv init $name --direct', (shell) => {
  let made: ShellRoot;
  let shims: string;
  beforeEach(() => {
    made = furnishedRoot();
    shims = join(made.root, 'shims');
    made.write('old/.go-version', '1.20.3\n');
    made.write('old/svc/.go-version', '1.24.9\n');
    made.write('ancient/.go-version', '1.8.3\n');
    made.write('missing/.go-version', '1.23.7\n');
  });
  afterEach(() => made[Symbol.dispose]());

  const open = (how: Partial<Parameters<typeof openHooked>[2]> = {}): Terminal => {
    const init = `'${made.root}/bin/gv' init ${shell.name} --direct`;
    const line = shell.name === 'fish' ? `${init} | source` : `eval "$(${init})"`;
    return openHooked(made, shell, { rc: [line], whole: true, ...how });
  };
  const which = (name: HookShell['name']): string =>
    name === 'fish' ? 'type -p go; echo "[$GOROOT]"' : 'command -v go; echo "[${GOROOT-}]"';
  const bin = (version: string): string => join(made.root, 'versions', version, 'bin', 'go');
  const answers = (path: string): RegExp =>
    new RegExp(`\\n${path.replaceAll('.', '\\.')}\\n\\[\\]\\n(?:gv.*\\n)?0>$`);

  it('puts the toolchain itself first, on the same line as cd where the shell can, and GOROOT away', async () => {
    using terminal = open({ env: { GOROOT: '/stale' } });
    await terminal.shows(/\n0>$/);
    terminal.type(which(shell.name));
    await terminal.shows(answers(bin('1.27.0')));
    terminal.type(shell.name === 'bash' ? 'cd old' : `cd old; ${which(shell.name)}`);
    if (shell.name !== 'bash')
      await terminal.shows(/1\.20\.3\/bin\/go\n\[\]\ngo 1\.20\.3 \(\.go-version\)\n0>$/);
    else await terminal.shows(/\ngo 1\.20\.3 \(\.go-version\)\n0>$/);
    terminal.type(`clear; ${shell.name === 'fish' ? 'string join : $PATH' : 'echo $PATH'}`);
    await terminal.shows(
      new RegExp(`\\n${made.root}/versions/1.20.3/bin:${shims}:${made.root}/bin:/usr/bin:/bin\\n0>$`),
    );
  });

  it('leaves to the shim what needs one: a missing toolchain, and one that needs GOROOT', async () => {
    using terminal = open();
    await terminal.shows(/\n0>$/);
    terminal.type('cd missing; clear');
    await terminal.shows(/gv: Go 1\.23\.7 is not installed .*\n0>$/);
    terminal.type(which(shell.name));
    await terminal.shows(answers(join(shims, 'go')));
    terminal.type('cd ../ancient');
    await terminal.shows(/\ngo 1\.8\.3 \(\.go-version\)\n0>$/);
    terminal.type('go');
    await terminal.shows(new RegExp(`\\ngo1.8.3 0 GOROOT=${made.root}/versions/1.8.3\\n0>$`));
  });

  it('its limits: make in another directory and GV_VERSION before a command change nothing; a shim minds them', async () => {
    using terminal = open({ cwd: join(made.project, 'old') });
    await terminal.shows(/\n0>$/);
    terminal.type('clear; sh -c "cd svc && go"; env GV_VERSION=1.24.9 go');
    await terminal.shows(/go1\.20\.3 0 GOROOT=none\ngo1\.20\.3 0 GOROOT=none\n0>$/);
    terminal.type(`clear; sh -c "cd svc && '${shims}/go'"; env GV_VERSION=1.24.9 '${shims}/go'`);
    await terminal.shows(/go1\.24\.9 0 GOROOT=none\ngo1\.24\.9 0 GOROOT=none\n0>$/);
  });

  it('a toolchain that is removed under the open shell is missed at the next prompt', async () => {
    using terminal = open({ cwd: join(made.project, 'old') });
    await terminal.shows(/\n0>$/);
    rmSync(join(made.root, 'versions', '1.20.3'), { recursive: true });
    terminal.type('true');
    await terminal.shows(/\ngv: Go 1\.20\.3 is not installed .*; run: gv install 1\.20\.3\n0>$/);
    terminal.type('go');
    const seen = await terminal.shows(/\n127>$/);
    expect(seen.match(/is not installed/g)).toHaveLength(2);
  });
});
