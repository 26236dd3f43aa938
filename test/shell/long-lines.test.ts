import { openSync, writeSync, closeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { countedGo } from '../support/cpu-time.ts';
import { HOOK_SHELLS, openHooked } from '../support/hook-shells.ts';
import { furnishedRoot, type ShellRoot } from '../support/shell-root.ts';
import { isPresent, presentShells } from '../support/shells.ts';

const MEGABYTES = 40;

/** A go.mod or go.work whose second line has 40 MB. */
function writeLong(made: ShellRoot, name: string): void {
  const file = openSync(made.write(name, 'module x\n//'), 'a');
  for (let count = 0; count < MEGABYTES; count++) writeSync(file, 'y'.repeat(1_000_000));
  writeSync(file, '\ngo 1.21\n');
  closeSync(file);
}

describe.each(presentShells())('a line of 40 MB under $name', (shell) => {
  it.each(['go.mod', 'go.work'])('in %s costs go at most a second and a half of CPU time', async (name) => {
    using made = furnishedRoot();
    writeLong(made, name);
    const { code, cpu } = await countedGo(made, { shell });
    // dash, which cannot bound a read, gives up.
    if (shell.name !== 'dash') expect(code).toBe(0);
    expect(cpu).toBeLessThan(1.5);
  });

  it('a program that worked for long before it became go is not given less', async () => {
    using made = furnishedRoot();
    const burn = 'i=0; while [ "$i" -lt "$0" ]; do i=$((i + 1)); done; exec "$@"';
    const command = [...shell.command, join(made.root, 'shims', 'go')];
    made.write('.go-version', '1.22.5\n');
    const { code, stdout } = await made.run('dash', ['-c', burn, '4000000', ...command]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'go1.22.5 0 GOROOT=none\n' });
  });
});

describe.skipIf(!isPresent('tmux')).each(HOOK_SHELLS)(
  'a line of 40 MB before the prompt of $name',
  (shell) => {
    it.each(['go.mod', '.go-version'])(
      'in %s holds it up once at most, for two seconds of CPU time',
      async (name) => {
        using made = furnishedRoot();
        writeLong(made, `a/${name}`);
        using terminal = openHooked(made, shell);
        await terminal.shows(/\n0>$/);
        terminal.type('cd a; clear');
        await terminal.shows(/(^|\n)0>$/);
        for (const word of ['one', 'two', 'three', 'four']) {
          terminal.type(`clear; echo ${word}`);
          await terminal.shows(new RegExp(`\\n${word}\\n0>$`));
        }
        // utime, stime, cutime and cstime of proc(5), in hundredths of a second.
        const sum = '{ print "used", $14 + $15 + $16 + $17 }';
        terminal.type(`clear; awk '${sum}' /proc/${shell.name === 'fish' ? '$fish_pid' : '$$'}/stat`);
        const used = /\nused (\d+)\n/.exec(await terminal.shows(/\nused \d+\n0>$/))?.[1];
        expect(Number(used)).toBeLessThan(200);
      },
    );
  },
);
