import { spawnSync } from 'node:child_process';
import { appendFileSync, chmodSync, existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HOOK_SHELLS, openHooked, sourceLine, writeRc } from '../support/hook-shells.ts';
import { furnishedRoot } from '../support/shell-root.ts';
import { isPresent, lacking, whereIs } from '../support/shells.ts';
import { openTerminal } from '../support/terminal.ts';

/**
 * More than the 64 KiB of a pin that are read, and few enough for dash: it cannot bound a read, and takes a system call for
 * each character. A line of a megabyte costs it the second of CPU time that base.sh allows, after which fish is told nothing.
 */
const TOO_LARGE = 100_000;

const PINS: Readonly<Record<string, string | Uint8Array>> = {
  'the parent directory': '../..\n',
  'a path': '/usr/local/go\n',
  'a command': '$(touch pwned)`touch pwned`; touch pwned\n',
  'NUL bytes': '1.22.5\0\0\0',
  'invalid UTF-8': Uint8Array.from([0x31, 0x2e, 0xff, 0xfe, 0x0a]),
  'control characters': '\u001B]0;x\u0007\n',
  'one long line': '1'.repeat(TOO_LARGE),
  'blank lines': '\n'.repeat(TOO_LARGE),
};

const ODD: Readonly<Record<string, (file: string) => unknown>> = {
  'a directory': (file) => mkdirSync(file),
  'a FIFO': (file) => spawnSync('mkfifo', [file]),
  'a loop of links': (file) => symlinkSync('.go-version', file),
  'a link that leads nowhere': (file) => symlinkSync('nowhere', file),
  'an endless device': (file) => symlinkSync('/dev/zero', file),
};

describe.skipIf(!isPresent('tmux')).each(HOOK_SHELLS)('bad pins under the hook of $name', (shell) => {
  it('each is one clear line without a wait, evaluated never, and the prompt lives', async () => {
    using made = furnishedRoot();
    const cases = { ...PINS, ...ODD };
    Object.entries(cases).forEach(([, pin], index) => {
      const directory = join(made.project, `d${index}`);
      mkdirSync(directory);
      if (typeof pin === 'function') pin(join(directory, '.go-version'));
      else made.write(`d${index}/.go-version`, pin);
    });
    using terminal = openHooked(made, shell);
    await terminal.shows(/\n0>$/);
    for (const [index, title] of Object.keys(cases).entries()) {
      terminal.type(`clear; cd ${made.project}/d${index}`);
      const start = performance.now();
      const seen = await terminal.shows(
        /^\ngv: [^\n]*\.go-version[^\n]*; write a version such as[^\n]*\n0>$/,
      );
      expect(performance.now() - start, title).toBeLessThan(5000);
      expect(seen, title).not.toContain('\u001B');
      terminal.type('clear; sh -c "exit 3"');
      expect(await terminal.shows(/\n3>$/), title).not.toContain('gv:');
      expect(readdirSync(join(made.project, `d${index}`)), title).toEqual(['.go-version']);
    }
  });

  it('a root whose name is full of blanks, quotes and dollars, and a PATH with a dot and empty entries', async () => {
    using made = furnishedRoot(`it's a "root" $HOME`);
    made.write('a/.go-version', '1.22.5\n');
    made.write('a/go', '#!/bin/sh\ntouch pwned\n');
    chmodSync(join(made.project, 'a', 'go'), 0o755);
    writeRc(made, shell, []);
    const env = { HOME: made.home, PATH: '.::/usr/bin:/bin', SHELL: shell.path };
    const file = shell.name === 'fish' ? 'env.fish' : 'env';
    const command = { bash: ['--rcfile'], zsh: [], fish: [] }[shell.name];
    const rc = join(made.home, shell.rc);
    const quoted = `${made.root}/${file}`.replaceAll(/['"$\\ ]/g, '\\$&');
    appendFileSync(rc, `${shell.name === 'fish' ? 'source' : '.'} ${quoted}\n`);
    const args = command.length === 0 ? [] : [...command, rc];
    using terminal = openTerminal(whereIs('tmux') ?? '', {
      command: [shell.path, ...args],
      cwd: made.project,
      env,
    });
    await terminal.shows(/\n0>$/);
    terminal.type('cd a; go x');
    await terminal.shows(/\ngo1\.22\.5 1 GOROOT=none\ngo 1\.22\.5 \(\.go-version\)\n0>$/);
    expect(readdirSync(join(made.project, 'a')).toSorted()).toEqual(['.go-version', 'go']);
  });

  it('a pin that is good, then bad, then unreadable is noticed in place', async () => {
    using made = furnishedRoot();
    const file = made.write('.go-version', '1.22.5\n');
    using terminal = openHooked(made, shell);
    await terminal.shows(/\ngo 1\.22\.5 \(\.go-version\)\n0>$/);
    made.write('.go-version', '1.22.5; touch pwned\n');
    terminal.type('true');
    await terminal.shows(/\ngv: .*is not a Go version.*\n0>$/);
    made.write('.go-version', '\uFEFF 1.24 \r\n');
    terminal.type('true');
    await terminal.shows(/\ngo 1\.24\.9 \(\.go-version\)\n0>$/);
    if (process.getuid?.() === 0) return;
    chmodSync(file, 0o000);
    terminal.type('true');
    await terminal.shows(/\ngv: .*cannot be read.*\n0>$/);
  });

  it('variables of the hook that a shell under `set -a` leaves to another one change nothing', async () => {
    using made = furnishedRoot();
    made.write('.go-version', '1.22.5\n');
    made.write('bin/__gv_ask', '#!/bin/sh\ntouch pwned\n');
    chmodSync(join(made.project, 'bin', '__gv_ask'), 0o755);
    const names = ['loaded', 'known', 'lead', 'home', 'lib', 'parts', 'front', 'answer', 'tool', 'watched'];
    const env = {
      TERM: 'dumb',
      PATH: `${made.project}/bin:/usr/bin:/bin`,
      ...Object.fromEntries(names.map((name) => [`__gv_${name}`, 'yes'])),
    };
    const prompt = shell.name === 'fish' ? '__gv_settle; __gv_tell' : '__gv_hook';
    const { stderr } = await made.run('-ic', [`${sourceLine(made, shell)}; ${prompt}`], {
      shell: { name: shell.name, command: [shell.path] },
      env,
    });
    expect(stderr).toMatch(/^go 1\.22\.5 \(\.go-version\)$/m);
    expect(stderr).not.toContain('not found');
    expect(readdirSync(made.project)).not.toContain('pwned');
  });

  it.skipIf(lacking(existsSync('/proc/version') ? undefined : 'this system has no /proc'))(
    'a file of the kernel, which shows no size and may wait, is not read before a prompt',
    async () => {
      using made = furnishedRoot();
      symlinkSync('/proc/version', join(made.project, '.go-version'));
      const prompt = shell.name === 'fish' ? '__gv_settle' : '__gv_hook';
      const { stdout } = await made.run('-ic', [`${sourceLine(made, shell)}; ${prompt}; echo "$__gv_seen"`], {
        shell: { name: shell.name, command: [shell.path] },
        env: { TERM: 'dumb' },
      });
      expect(stdout).toContain(`${made.project}/.go-version:odd:`);
    },
  );
});
