import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { furnishedRoot, type ShellRoot } from '../support/shell-root.ts';
import { whereIs } from '../support/shells.ts';

/** How a hook will source the resolver. */
const SOURCE = {
  dash: '. "$R/lib/shims/resolve.sh"',
  bash: '. "$R/lib/shims/resolve.sh"',
  zsh: `emulate sh -c '. "$R/lib/shims/resolve.sh"'`,
} as const;

const ASK = `__gv_resolve "$R" "$D"; echo "$? $__gv_name $__gv_code $__gv_raised_from"`;

/** Habits of people and scripts that must not change the answer. */
const HABITS: readonly (readonly [title: string, habit: string])[] = [
  ['nothing special', ':'],
  ['set -eu', 'set -eu'],
  ['noglob', 'set -f'],
  ['an IFS of digits, dots and letters', 'IFS=0123456789./gvo'],
  ['an empty IFS', 'IFS='],
  ['CDPATH', 'CDPATH=/tmp:/; export CDPATH'],
  ['noclobber', 'set -C'],
  ['positional parameters that look like options', 'set -- --trace /a /b'],
  ['a C locale', 'LC_ALL=C; export LC_ALL'],
];

const SHELLS = (['dash', 'bash', 'zsh'] as const).flatMap((name) => {
  const path = whereIs(name);
  return path === undefined ? [] : [{ name, command: name === 'zsh' ? [path, '-f'] : [path] }];
});

describe.each(SHELLS)('the resolver sourced into $name', ({ name, command }) => {
  let made: ShellRoot;
  const [program = '', ...flags] = command;
  const run = async (script: string, ...more: readonly string[]): Promise<string> => {
    const env = { R: made.root, D: join(made.project, 'pinned') };
    const { stdout, stderr } = await made.run(program, [...flags, ...more, '-c', script], { env });
    return stdout + stderr;
  };
  beforeAll(() => {
    made = furnishedRoot();
    mkdirSync(join(made.project, 'pinned', 'deep'), { recursive: true });
    made.write('pinned/.tool-versions', '# x\ngolang v1.20 # y\n');
    made.write('raised/go.mod', 'go 1.24\n');
    for (const [directory, text] of Object.entries({ plain: '1.22.5', line: '1.20', missing: '1.22.9' }))
      made.write(`${directory}/.go-version`, `${text}\n`);
    made.write('bad/.go-version', '1.22\u00005\n');
  });
  afterAll(() => made[Symbol.dispose]());

  it.each(HABITS)('%s', async (_title, habit) => {
    expect(await run(`${habit}\n${SOURCE[name]}\n${ASK}`)).toBe('0 1.20.3  \n');
    const after = `D="\${D%/*}/bad" GV_VERSION=; __gv_resolve "$R" "$D" || echo "$? $__gv_code"`;
    expect(await run(`${habit}\n${SOURCE[name]}\n${after}`)).toBe('1 bad-pin\n');
  });

  it.each(HABITS)('%s, with plain pins, defaults and what is not installed', async (_title, habit) => {
    const cases = { plain: '0 1.22.5 ', line: '0 1.20.3 ', missing: '1  not-installed', raised: '0 1.27.0 ' };
    for (const [directory, answer] of Object.entries(cases)) {
      const script = `${habit}\n${SOURCE[name]}\nD="\${D%/*}/${directory}"
if __gv_resolve "$R" "$D"; then echo "0 $__gv_name $__gv_code"; else echo "$?  $__gv_code"; fi`;
      expect(await run(script)).toBe(`${answer}\n`);
    }
  });

  it('answers again and again in one shell, whatever came before', async () => {
    const script = `${SOURCE[name]}
for d in pinned bad raised pinned/deep ''; do __gv_resolve "$R" "\${D%/*}/$d"; echo "$? $__gv_name $__gv_code"; done
GV_VERSION=1.8.3; ${ASK}
unset GV_VERSION; ${ASK}`;
    expect((await run(script)).split('\n')).toEqual([
      '0 1.20.3 ',
      '1  bad-pin',
      '0 1.27.0 ',
      '0 1.20.3 ',
      '0 1.27.0 ',
      '0 1.8.3  ',
      '0 1.20.3  ',
      '',
    ]);
  });

  it('leaves the shell’s options, IFS, arguments, directory and limits as they were', async () => {
    const state = name === 'zsh' ? 'setopt; echo "$-"' : 'set -o; echo "$-"';
    const all = `{ ${state}; echo "$PWD|$OLDPWD|$*"; printf %s "$IFS"; umask; ulimit -a; } 2>&1`;
    const script = `set -- a 'b c'; cd "$D"; ${SOURCE[name]}
before=$(${all}); __gv_resolve "$R" "$D"; __gv_resolve "$R" "\${D%/*}/raised"; after=$(${all})
[ "$before" = "$after" ] && echo same`;
    expect(await run(script)).toBe('same\n');
  });

  it.runIf(name !== 'dash')('aliases named as builtins do not reach it', async () => {
    const names = ['read', '[', 'test', 'printf', 'ulimit', '.', 'cd', 'pwd'];
    const aliases = names.map((each) => `alias -- '${each}'='echo broken'`).join('\n');
    const on = name === 'bash' ? 'shopt -s expand_aliases\n' : '';
    const script = `${on}${aliases}\n${SOURCE[name].replace('. ', '\\. ')}\n`;
    expect(await run(`${script}${ASK}`)).toBe('0 1.20.3  \n');
  });

  it.runIf(name === 'zsh')('survives options that change the language', async () => {
    const options =
      'setopt ksh_arrays sh_word_split null_glob err_return extended_glob glob_subst no_unset csh_null_glob';
    expect(await run(`${options}\n${SOURCE.zsh}\n${ASK}`)).toBe('0 1.20.3  \n');
  });

  it.runIf(name === 'bash')('survives options that change the language', async () => {
    const options = 'shopt -s failglob nullglob dotglob nocasematch extglob; GLOBIGNORE=*';
    expect(await run(`${options}\n${SOURCE.bash}\n${ASK}`)).toBe('0 1.20.3  \n');
  });
});
