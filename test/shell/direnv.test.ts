import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HOOK_SHELLS, openHooked } from '../support/hook-shells.ts';
import { sampled } from '../support/sample.ts';
import { furnishedRoot, type ShellRoot } from '../support/shell-root.ts';
import { isPresent, whereIs } from '../support/shells.ts';

const direnv = whereIs('direnv') ?? '';

/** `use go` asks gv's Node program: the one in this checkout, as it is. */
function withProgram(made: ShellRoot): void {
  const program = join(import.meta.dirname, '..', '..', 'src', 'cli.ts');
  // The types are taken out of the sources once, not each time.
  const cache = process.env['NODE_COMPILE_CACHE'];
  writeFileSync(
    join(made.root, 'lib', 'gv.js'),
    `require('node:module').enableCompileCache(${JSON.stringify(cache)});\nimport(${JSON.stringify(program)});\n`,
  );
  mkdirSync(join(made.root, 'runtime'));
  symlinkSync(process.execPath, join(made.root, 'runtime', 'node'));
}

interface Exported {
  readonly env: Readonly<Record<string, string | null>>;
  readonly said: string;
}

describe.skipIf(direnv === '')('use go in an .envrc', () => {
  let made: ShellRoot;
  beforeEach(async () => {
    made = furnishedRoot("it's");
    withProgram(made);
    const lib = join(made.home, '.config', 'direnv', 'lib');
    mkdirSync(lib, { recursive: true });
    writeFileSync(join(lib, 'gv.sh'), (await made.gv(['init', 'direnv'])).stdout);
    // On a busy machine direnv would say after five seconds that it takes long.
    writeFileSync(join(lib, '..', 'direnv.toml'), '[global]\nwarn_timeout = "1m"\n');
    writeFileSync(join(made.root, 'version'), '1.22.5\n');
  });
  afterEach(() => made[Symbol.dispose]());

  /** What direnv would set in a shell that enters the project. */
  const enter = async (envrc: string, env: Readonly<Record<string, string>> = {}): Promise<Exported> => {
    made.write('.envrc', `${envrc}\n`);
    const all = { HOME: made.home, PATH: '/usr/bin:/bin', ...env };
    spawnSync(direnv, ['allow'], { cwd: made.project, env: all });
    const { stdout, stderr } = await made.run(direnv, ['export', 'json'], { env: all });
    return { env: stdout === '' ? {} : (JSON.parse(stdout) as Exported['env']), said: stderr };
  };
  const SHIMS = (): string => `${made.root}/shims:${made.root}/bin:/usr/bin:/bin`;

  it('without a version: the shims, so that pins decide in each directory', async () => {
    made.write('.go-version', '1.24\n');
    const { env } = await enter('use go', { GOROOT: '/stale' });
    expect(env).toMatchObject({ PATH: SHIMS(), GOROOT: null });
    expect(env).not.toHaveProperty('GV_VERSION');
  });

  it('with a version: that one for all that runs here', async () => {
    made.write('.go-version', '1.24\n');
    expect((await enter('use go 1.20')).env).toMatchObject({ PATH: SHIMS(), GV_VERSION: '1.20.3' });
    expect((await enter('use go go1.22.5')).env).toMatchObject({ GV_VERSION: '1.22.5' });
  });

  it.each(
    sampled(
      [
        ['go.mod', 'module x\n\ngo 1.21\ntoolchain go1.27.0\n', '1.27.0'],
        ['go.mod', 'module x\n\ngo 1.18\n', '1.20.3'],
        ['go.work', 'go 1.24\n', '1.24.9'],
        ['go.mod', 'module x\n\ngo 1.23\n', '1.24.9'],
      ],
      2,
    ),
  )('mod with %s %j: the newest patch of the lowest line that is enough', async (file, text, version) => {
    made.write(file, text);
    expect((await enter('use go mod')).env).toMatchObject({ GV_VERSION: version });
  });

  it.each(['use go', 'use go mod'])('%s has no words of its own', async (line) => {
    made.write('go.mod', 'module x\n\ngo 1.24\n');
    const { said } = await enter(line, { DIRENV_LOG_FORMAT: '' });
    expect(said).toBe('');
  });

  it('a pin that appears in any directory above has direnv ask again', async () => {
    const { env } = await enter('use go');
    const { stdout } = await made.run(direnv, ['show_dump', env['DIRENV_WATCHES'] ?? '']);
    const watched = (JSON.parse(stdout) as readonly { readonly Path: string }[]).map((file) => file.Path);
    for (const above of ['', '..', '../..'].map((up) => join(made.project, up)))
      expect(watched).toEqual(expect.arrayContaining([join(above, '.go-version'), join(above, 'go.work')]));
  });

  it('--goroot exports GOROOT too', async () => {
    const GOROOT = join(made.root, 'versions', '1.24.9');
    expect((await enter('use go 1.24.9 --goroot')).env).toMatchObject({ GV_VERSION: '1.24.9', GOROOT });
    const { env } = await enter('use go --goroot 1.24.9');
    expect(env).toMatchObject({ GOROOT, PATH: `${GOROOT}/bin:${SHIMS()}` });
  });

  it('stands beside layout go', async () => {
    const { env } = await enter('use go 1.24.9\nlayout go');
    expect(env['GOPATH']).toBe(join(made.project, '.direnv', 'go'));
    expect(env['PATH']).toBe(`${made.project}/.direnv/go/bin:${SHIMS()}`);
  });

  it.each(
    sampled(
      [
        ['use go 1.23.7', 'gv: go 1.23.7 is not installed\n    gv install 1.23.7\n'],
        ['use go $(echo nonsense)', 'nonsense'],
        ['use go --bad', 'direnv: use go: unknown option --bad'],
        ['use go 1.22 1.24', 'gv: '],
        ['use go mod', 'gv: no go.mod or go.work above'],
        ['use go --help', 'direnv: use go: unknown option --help'],
        ['use go --goroot system', 'gv: --goroot is for'],
      ],
      2,
    ),
  )('%s fails, says why, and changes nothing', async (envrc, says) => {
    const { env, said } = await enter(`${envrc} || exit 3`);
    expect(said).toContain(says);
    expect(env).not.toHaveProperty('GV_VERSION');
    expect(env).not.toHaveProperty('PATH');
  });

  it('a floor that nothing installed meets names the file and the cure', async () => {
    made.write('go.mod', 'module x\n\ngo 1.99.1\n');
    const { said } = await enter('use go mod');
    expect(said).toContain(
      `gv: ${made.project}/go.mod:3 needs at least 1.99.1, and no installed toolchain is new enough\n    gv install mod\n`,
    );
  });

  describe.skipIf(!isPresent('tmux')).each(HOOK_SHELLS)('with the hooks of both in $name', (shell) => {
    const hook = shell.name === 'fish' ? 'direnv hook fish | source' : `eval "$(direnv hook ${shell.name})"`;

    it('follows edits of what it watches, and takes everything back', async () => {
      made[Symbol.dispose]();
      made = furnishedRoot();
      withProgram(made);
      const lib = join(made.home, '.config', 'direnv', 'lib');
      mkdirSync(lib, { recursive: true });
      writeFileSync(join(lib, 'gv.sh'), (await made.gv(['init', 'direnv'])).stdout);
      made.write('p/.envrc', 'use go mod\n');
      made.write('p/go.mod', 'go 1.22\n');
      const env = { HOME: made.home, PATH: '/usr/bin:/bin' };
      spawnSync(direnv, ['allow', join(made.project, 'p')], { env });
      using terminal = openHooked(made, shell, { rc: [hook] });
      await terminal.shows(/\n0>$/);
      terminal.type('cd p');
      await terminal.shows(/\ngo 1\.22\.5 \(GV_VERSION\)\n0>$/);
      // direnv compares whole seconds.
      utimesSync(made.write('p/go.mod', 'go 1.24\n'), 2e9, 2e9);
      terminal.type('true');
      await terminal.shows(/\ngo 1\.24\.9 \(GV_VERSION\)\n0>$/);
      terminal.type('cd ..');
      await terminal.shows(/\ngo 1\.27\.0 \(the newest installed\)\n0>$/);
      terminal.type(`clear; ${shell.name === 'fish' ? 'string join : $PATH' : 'echo $PATH'}`);
      await terminal.shows(new RegExp(`\\n${made.root}/shims:${made.root}/bin:/usr/bin:/bin\\n0>$`));
    });
  });

  it('gv init direnv names the installed file and survives a gv that is gone', async () => {
    const text = readFileSync(join(made.home, '.config', 'direnv', 'lib', 'gv.sh'), 'utf8');
    expect(text.split('\n')).toHaveLength(4);
    const gone = text.replace(made.root.replace("'", "'\\''"), '/gone');
    const ran = await made.run('bash', ['--norc', '-euc', gone], { env: { BASH_ENV: undefined } });
    expect(ran).toEqual({ code: 0, stdout: '', stderr: '' });
  });
});
