import { spawnSync } from 'node:child_process';
import { readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HOOK_SHELLS, sourceLine, type HookShell } from '../support/hook-shells.ts';
import { furnishedRoot, type ShellRoot } from '../support/shell-root.ts';
import { whereIs } from '../support/shells.ts';

const strace = whereIs('strace');
const traces = strace !== undefined && spawnSync(strace, ['-f', 'true']).status === 0;
if (!traces) process.stderr.write('skipped: strace cannot trace here, so forks are not counted\n');

/** What counts as a process. fish has threads, so there it is a program that starts. */
const COUNTED = {
  bash: / (?:v?fork|clone3?)\(/,
  zsh: / (?:v?fork|clone3?)\(/,
  fish: / execve\(/,
};

/** Runs a script in an interactive shell; gives what it printed and how many processes were started. */
async function processes(
  made: ShellRoot,
  shell: HookShell,
  script: string,
): Promise<readonly [string, number]> {
  const log = join(made.home, 'log');
  const bare = { bash: ['--norc'], zsh: ['-f'], fish: ['--no-config'] }[shell.name];
  const args = [
    '-f',
    '-o',
    log,
    '-e',
    'trace=clone,clone3,fork,vfork,execve',
    shell.path,
    ...bare,
    '-i',
    '-c',
    script,
  ];
  const { stdout, stderr } = await made.run(strace ?? '', args, {
    env: { TERM: 'xterm', LC_ALL: 'C.UTF-8' },
  });
  const forks = readFileSync(log, 'utf8')
    .split('\n')
    .filter((line) => COUNTED[shell.name].test(line));
  return [stdout + stderr.replaceAll(/^bash: (?:cannot set|no job).*\n/gm, ''), forks.length];
}

describe.skipIf(!traces).each(HOOK_SHELLS)('processes that the hook of $name starts', (shell) => {
  const prompt = shell.name === 'fish' ? 'emit fish_prompt' : '__gv_hook';
  const furnish = (made: ShellRoot): void => {
    writeFileSync(join(made.root, 'version'), '1.22.5\n');
    made.write('a/.go-version', '1.24.9\n');
    made.write('b/.tool-versions', 'golang 1.20.3\n');
    made.write('c/go.mod', 'go 1.24\n');
    made.write('d/.go-version', '1.23.7\n');
  };
  const visit = ['a', 'b', 'c', 'd'].map((name) => `cd "$P/${name}"; ${prompt}; ${prompt}`).join('\n');

  it(
    shell.name === 'fish'
      ? 'one for each change, or two for a go.mod, none where nothing changed'
      : 'none, changed or not',
    async () => {
      using made = furnishedRoot();
      furnish(made);
      const start = `${shell.set('P', made.project)}\n`;
      const [, bare] = await processes(made, shell, `${start}true`);
      const [text, hooked] = await processes(made, shell, `${start}${sourceLine(made, shell)}\n${visit}`);
      expect(text.split('\n').map((line) => line.slice(0, 16))).toEqual([
        'go 1.24.9 (.go-v',
        'go 1.20.3 (.tool',
        'go 1.24.9 (go.mo',
        'gv: Go 1.23.7 is',
        '',
      ]);
      // dash, which cannot bound a read, starts head for go.mod.
      const isDash = realpathSync('/bin/sh').endsWith('/dash');
      expect(hooked - bare).toBe(shell.name === 'fish' ? (isDash ? 5 : 4) : 0);
    },
  );

  it('in a shell that nobody sits at there is no hook', async () => {
    using made = furnishedRoot();
    const ask = shell.name === 'fish' ? 'functions -q __gv_settle; and echo yes' : 'command -v __gv_hook';
    const { stdout } = await made.run(shell.path, ['-c', `${sourceLine(made, shell)}\n${ask}`]);
    expect(stdout).toBe('');
  });
});
