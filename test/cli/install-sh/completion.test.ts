import {
  existsSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { addToolchain, installedHome } from '../../support/gv-home.ts';
import { HOOK_SHELLS } from '../../support/hook-shells.ts';
import { sampled } from '../../support/sample.ts';
import { CHECKOUT, listing, useUnpackedRelease } from '../../support/set-up.ts';
import { isPresent, whereIs } from '../../support/shells.ts';
import { openTerminal } from '../../support/terminal.ts';

const on = useUnpackedRelease();

/** For tests of what install.sh left there. */
const installed = installedHome(async (box) => {
  expect(await box.run(['sh', on.installer])).toMatchObject({ status: 0, stderr: '' });
});
afterAll(() => installed.remove());

/** Where shells and man look, under the user's data directory, and what of gv's program it leads to. */
const LINKS = [
  ['bash-completion/completions/gv', 'completions/gv.bash'],
  ['fish/vendor_completions.d/gv.fish', 'completions/gv.fish'],
  ['man/man1/gv.1', 'share/man/man1/gv.1'],
] as const;

describe('install.sh puts completions and the manual page', () => {
  it.each(
    sampled(
      [
        ['~/.local/share', undefined],
        ['XDG_DATA_HOME', `my 'data' $HOME`],
      ] as const,
      2,
    ),
  )('where they are looked for, under %s, and --uninstall takes them away', (_title, name) => {
    const data = join(on.box.home, name ?? '.local/share');
    if (name !== undefined) mkdirSync(data);
    const before = listing(on.box.home);
    const env = { SHELL: '/bin/bash', ...(name === undefined ? {} : { XDG_DATA_HOME: data }) };
    for (const _ of ['first', 'again']) {
      expect(on.box.run(on.installer, ['-y'], { env })).toMatchObject({ status: 0, stderr: '' });
      for (const [at, from] of LINKS) {
        expect(readlinkSync(join(data, at))).toBe(join(on.box.home, '.gv', 'lib', from));
        expect(readFileSync(join(data, at))).toEqual(readFileSync(join(CHECKOUT, 'dist', from)));
      }
    }
    const script = join(on.box.home, '.gv', 'lib', 'install.sh');
    const plan = on.box.run(script, ['--uninstall', '--dry-run'], { env });
    for (const [at] of LINKS) expect(plan.stdout).toContain(`Would remove ${join(data, at)}\n`);
    expect(on.box.run(script, ['--uninstall'], { env })).toMatchObject({ status: 0, stderr: '' });
    expect(listing(on.box.home)).toEqual(before);
  });

  it('and neither replaces nor removes what somebody else put there', () => {
    const data = join(on.box.home, '.local/share');
    const [own, elsewhere] = [join(data, LINKS[0][0]), join(data, LINKS[1][0])];
    for (const file of [own, elsewhere]) mkdirSync(dirname(file), { recursive: true });
    writeFileSync(own, 'complete -W mine gv\n');
    symlinkSync('/nowhere/gv.fish', elsewhere);
    const before = listing(on.box.home);
    expect(on.box.run(on.installer, [])).toMatchObject({ status: 0, stderr: '' });
    expect(readFileSync(own, 'utf8')).toBe('complete -W mine gv\n');
    expect(readlinkSync(elsewhere)).toBe('/nowhere/gv.fish');
    // Changed after it was placed: gv's own no more.
    rmSync(join(data, LINKS[2][0]));
    writeFileSync(join(data, LINKS[2][0]), 'mine\n');
    const script = join(on.box.home, '.gv', 'lib', 'install.sh');
    expect(on.box.run(script, ['--uninstall'])).toMatchObject({ status: 0, stderr: '' });
    expect(readFileSync(join(data, LINKS[2][0]), 'utf8')).toBe('mine\n');
    rmSync(join(data, 'man'), { recursive: true });
    expect(listing(on.box.home)).toEqual(before);
  });

  it('anew where they led to a gv that is gone, and goes on where they cannot be written', () => {
    const data = join(on.box.home, '.local/share');
    const [at, from] = LINKS[0];
    mkdirSync(dirname(join(data, at)), { recursive: true });
    symlinkSync(`/gone/lib/${from}`, join(data, at));
    writeFileSync(join(data, 'fish'), 'a file');
    const done = on.box.run(on.installer, []);
    expect(done.status).toBe(0);
    expect(done.stderr).toBe(`install.sh: cannot write ${join(data, LINKS[1][0])}\n`);
    expect(readlinkSync(join(data, at))).toBe(join(on.box.home, '.gv', 'lib', from));
  });

  it.runIf(isPresent('man'))('so that man finds the page by PATH', async () => {
    const box = await installed.fresh();
    const env = { PATH: `${box.root}/bin:/usr/bin:/bin` };
    expect((await box.run(['man', '-w', 'gv'], { env })).stdout).toBe(`${box.root}/share/man/man1/gv.1\n`);
  });
});

describe('gv completion', () => {
  it.each(
    sampled(
      [
        ['bash', 'gv.bash'],
        ['zsh', '_gv'],
        ['fish', 'gv.fish'],
      ],
      2,
    ),
  )('%s prints the file, without Node and with it', async (shell, file) => {
    const box = await installed.fresh();
    const text = readFileSync(join(CHECKOUT, 'completions', file), 'utf8');
    const node = join(box.root, 'runtime', 'node');
    renameSync(node, `${node}.aside`);
    const env = { GV_NODE: '/bin/false' };
    expect(await box.gv(['completion', shell], { env })).toEqual({ status: 0, stdout: text, stderr: '' });
    expect((await box.gv(['completions', shell], { env })).stdout).toBe(text);
    renameSync(`${node}.aside`, node);
    expect((await box.gv(['--offline', 'completion', shell])).stdout).toBe(text);
  });

  it.each(sampled([[[]], [['tcsh']], [['../../x']], [['bash', 'zsh']], [['']]], 2))(
    'refuses %j',
    async (args) => {
      const box = await installed.fresh();
      const done = await box.gv(['completion', ...args]);
      expect(done).toMatchObject({ status: 2, stdout: '' });
      expect(done.stderr).toMatch(/^gv: gv completion .*bash.*zsh.*fish/);
    },
  );
});

describe.skipIf(!isPresent('tmux')).each(sampled(HOOK_SHELLS, 2))(
  'in $name, after install.sh in an empty home',
  (shell) => {
    it('a new shell completes commands, options, installed and published versions', async () => {
      const env = { SHELL: shell.path };
      expect(on.box.run(on.installer, ['-y'], { env })).toMatchObject({ status: 0 });
      const root = join(on.box.home, '.gv');
      addToolchain(root, '1.22.5');
      writeFileSync(join(root, 'cache', 'remote-versions'), '1.27.0\n1.26.4\n1.22.5\n');
      // zsh completes nothing before its user says so, wherever that line stands.
      const rc = join(on.box.home, shell.rc);
      mkdirSync(dirname(rc), { recursive: true });
      const line = shell.name === 'zsh' ? 'autoload -Uz compinit; compinit -u\n' : '';
      writeFileSync(rc, `${shell.prompt}\n${existsSync(rc) ? readFileSync(rc, 'utf8') : ''}${line}`);
      using terminal = openTerminal(whereIs('tmux') ?? '', {
        command: [shell.path],
        cwd: on.box.home,
        env: { HOME: on.box.home, PATH: '/usr/bin:/bin', SHELL: shell.path },
      });
      await terminal.shows(/\n0>$/);
      for (const [typed, becomes] of [
        ['gv unin', 'gv uninstall'],
        ['gv install --unp', 'gv install --unproven'],
        ['gv uninstall 1', 'gv uninstall 1.22.5'],
        ['gv install 1.26.', 'gv install 1.26.4'],
      ] as const) {
        terminal.write(typed, 'Tab');
        await terminal.shows(new RegExp(`\\n0> ${becomes}$`));
        terminal.write('', 'C-e', 'C-u');
        await terminal.shows(/\n0>$/);
      }
    });
  },
);
