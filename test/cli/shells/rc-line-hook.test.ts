import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HOOK_SHELLS } from '../../support/hook-shells.ts';
import { useUnpackedRelease } from '../../support/set-up.ts';
import { writeTool } from '../../support/shell-root.ts';
import { isPresent, whereIs } from '../../support/shells.ts';
import { openTerminal } from '../../support/terminal.ts';

const on = useUnpackedRelease();

/** A home where somebody ran install.sh -y, with two toolchains and projects of every kind. */
function furnished(shell: string): string {
  const { box, installer } = on;
  expect(box.run(installer, ['-y'], { env: { SHELL: shell } })).toMatchObject({ status: 0, stderr: '' });
  const root = join(box.home, '.gv');
  for (const version of ['1.22.5', '1.24.9'])
    writeTool(join(root, 'versions', version, 'bin', 'go'), `go${version}`);
  for (const [alias, version] of [
    ['1.22', '1.22.5'],
    ['1.24', '1.24.9'],
    ['latest', '1.24.9'],
  ] as const)
    writeFileSync(join(root, 'aliases', alias), `${version}\n`);
  writeFileSync(join(root, 'version'), '1.22.5\n');
  const files = {
    'pin/.go-version': '1.24\n',
    'tools/.tool-versions': 'golang 1.22.5\n',
    'module/go.mod': 'module x\n\ngo 1.24\n',
    'missing/.go-version': '1.21.3\n',
  };
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(join(box.home, file, '..'), { recursive: true });
    writeFileSync(join(box.home, file), text);
  }
  return root;
}

describe.skipIf(!isPresent('tmux')).each(HOOK_SHELLS)(
  'after install.sh -y, a new window of $name',
  (shell) => {
    it('has shims and hook, and each kind of project its Go', async () => {
      furnished(shell.path);
      const env = { HOME: on.box.home, PATH: '/usr/bin:/bin', SHELL: shell.path, PS1: '> ' };
      using terminal = openTerminal(whereIs('tmux') ?? '', { command: [shell.path], cwd: on.box.home, env });
      await terminal.shows(/[$#%>]$/);
      terminal.type('cd pin; go');
      await terminal.shows(/\ngo1\.24\.9 0 GOROOT=none\ngo 1\.24\.9 \(\.go-version\)\n/);
      terminal.type('cd ../tools; go');
      await terminal.shows(/\ngo1\.22\.5 0 GOROOT=none\ngo 1\.22\.5 \(\.tool-versions\)\n/);
      terminal.type('cd ../module; go');
      await terminal.shows(/\ngo1\.24\.9 0 GOROOT=none\ngo 1\.24\.9 \(go\.mod, raised from 1\.22\.5\)\n/);
      terminal.type('cd ../missing');
      await terminal.shows(/\ngv: Go 1\.21\.3 is not installed \(set by .*\); run: gv install 1\.21\.3\n/);
      terminal.type('gv use -s 1.22.5');
      await terminal.shows(/\ngo 1\.22\.5 \(GV_VERSION\)\n/);
    });
  },
);
