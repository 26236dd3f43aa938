import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { quotedFor } from '../../src/core/shells/quote.ts';
import { SHELLS, type ShellRow, type StartUp } from '../../src/core/shells/shells.ts';
import { HOSTILE_TEXTS } from '../support/hostile-texts.ts';
import { furnishedRoot, type ShellRoot } from '../support/shell-root.ts';

const INSTALLER = join(import.meta.dirname, '..', '..', 'install.sh');
const COMPLETIONS = join(import.meta.dirname, '..', '..', 'completions');

const ROWS: readonly ShellRow[] = SHELLS;

/** Runs a function of install.sh, which then sets nothing up. */
function inInstaller(script: string, args: readonly string[], env: Readonly<Record<string, string>>): string {
  const text = `. "$0"\n${script}`;
  const ran = spawnSync('sh', ['-c', text, INSTALLER, ...args], {
    env: { PATH: '/usr/bin:/bin', GV_INSTALL_LIB: '1', ...env },
    encoding: 'utf8',
  });
  expect(ran).toMatchObject({ status: 0, stderr: '' });
  return ran.stdout;
}

describe('install.sh follows the table of shells', () => {
  let home = '';
  beforeAll(() => {
    home = mkdtempSync(join(tmpdir(), 'gv-table-'));
  });
  afterAll(() => rmSync(home, { recursive: true }));

  const FOUND = 'root=/r; find_start_up_files; printf "%s\\n" "$files"';
  const found = (shell: string, env: Readonly<Record<string, string>>): readonly string[] =>
    inInstaller(FOUND, [], { ...env, SHELL: `/bin/${shell}` })
      .trimEnd()
      .split('\n');

  const directoryOf = ({ below }: StartUp): string =>
    ({ home: 'home', zdotdir: 'zdotdir', fish: 'config/fish' })[below];

  it.each(ROWS.flatMap(({ name, startUp }) => (startUp === undefined ? [] : [[name, startUp] as const])))(
    'the start-up files of %s, whichever of them are there',
    (name, startUp) => {
      const of = (folder: string, file: string): string => join(folder, directoryOf(startUp), file);
      // For each group of files of which one is taken: nothing there, then the last, the last two, and so on.
      const most = Math.max(...startUp.writes.map((file) => (typeof file === 'string' ? 0 : file.length)));
      for (let present = 0; present <= most; present++) {
        const folder = mkdtempSync(join(home, 'case-'));
        const wanted = startUp.writes.map((file) => {
          if (typeof file === 'string') return of(folder, file);
          const there = file.slice(file.length - present);
          for (const each of there) {
            mkdirSync(dirname(of(folder, each)), { recursive: true });
            writeFileSync(of(folder, each), '');
          }
          return of(folder, there[0] ?? file.at(-1) ?? '');
        });
        const env = {
          HOME: join(folder, 'home'),
          ZDOTDIR: join(folder, 'zdotdir'),
          XDG_CONFIG_HOME: join(folder, 'config'),
        };
        expect(found(name, env)).toEqual(wanted);
      }
    },
  );

  it('its removal looks into every file that it may write', () => {
    const script = 'root=/r; each_file() { printf "%s\\n" "$files"; }; remove_lines';
    const env = { HOME: '/h/home', ZDOTDIR: '/h/zdotdir', XDG_CONFIG_HOME: '/h/config' };
    const looked = inInstaller(script, [], env).trimEnd().split('\n');
    const written = ROWS.flatMap(({ startUp }) =>
      startUp === undefined
        ? []
        : startUp.writes.flat().map((file) => join('/h', directoryOf(startUp), file)),
    );
    expect(looked.toSorted()).toEqual([...new Set(written)].toSorted());
  });

  it.each(HOSTILE_TEXTS)('it quotes %j as the rest of gv does', (text) => {
    const quoted = (shell: string): string =>
      inInstaller(`text=$(quoted_for_${shell} "$1"); printf "'%s'" "$text"`, [text], {});
    expect(quoted('sh')).toBe(quotedFor('posix', text));
    expect(quoted('fish')).toBe(quotedFor('fish', text));
  });
});

describe('the launcher follows the table of shells', () => {
  let made: ShellRoot;
  beforeAll(() => {
    made = furnishedRoot();
  });
  afterAll(() => made[Symbol.dispose]());
  const env = { GV_NODE: '/bin/false' };
  const works = async (...args: readonly string[]): Promise<boolean> =>
    (await made.gv(args, { env })).code === 0;

  it.each(ROWS)('gv init and gv completion of $name', async ({ name, aliases, init, hook, completion }) => {
    for (const each of [name, ...aliases]) {
      expect(await works('init', each), each).toBe(init);
      expect(await works('init', each, '--direct'), each).toBe(hook);
    }
    expect(await works('completion', name)).toBe(completion !== undefined);
    expect(completion === undefined || existsSync(join(COMPLETIONS, completion))).toBe(true);
  });

  it('names them all where it refuses one', async () => {
    const { stderr } = await made.gv(['init', 'nonsense'], { env });
    for (const { name } of ROWS.filter(({ init }) => init)) expect(stderr).toContain(name);
  });

  it.each(["it's", '$HOME `x` "y"', 'back\\slash', 'é', 'line\nfeed', ' blanks '])(
    'it quotes a root named %j as the rest of gv does',
    async (name) => {
      using odd = furnishedRoot(name);
      const { stdout } = await odd.gv(['init', 'direnv'], { env });
      expect(stdout).toContain(`\n__gv_home=${quotedFor('posix', odd.root)}\n`);
    },
  );
});
