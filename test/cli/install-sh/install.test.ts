import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sampled } from '../../support/sample.ts';
import { INSTALL_SHELLS, listing, useUnpackedRelease } from '../../support/set-up.ts';
import { isPresent } from '../../support/shells.ts';

const on = useUnpackedRelease();

const HARD_NAMES = ['.gv', 'with space', `quote's "and" $HOME \`id\` \\n é`, '-dash', '*?[a]'];

describe.each(
  sampled(
    INSTALL_SHELLS.filter(([command = '']) => isPresent(command)).map(
      (shell) => [shell.join(' '), shell] as const,
    ),
    3,
  ),
)('install.sh in %s', (name, shell) => {
  it.each(sampled(HARD_NAMES, 3))('sets gv up under GV_ROOT named %s, and its env file works', (last) => {
    const root = join(on.box.home, last);
    const done = on.box.run(on.installer, [], { shell, env: { GV_ROOT: root } });
    expect(done).toMatchObject({ status: 0, stderr: '' });
    const version = readFileSync(join(root, 'lib', 'VERSION'), 'utf8');
    writeFileSync(join(on.box.directory, 'use.sh'), '. "$1/env"\ncommand -v go\ngv --version\n');
    const used = on.box.run(join(on.box.directory, 'use.sh'), [root], { shell });
    expect(used.stdout).toBe(`${root}/shims/go\ngv ${version}`);
    expect(statSync(join(root, 'staging')).mode & 0o777).toBe(0o700);
  });

  it('run twice leaves the same state, toolchains and settings untouched', () => {
    const root = join(on.box.home, '.gv');
    expect(on.box.run(on.installer, ['-y'], { shell }).status).toBe(0);
    mkdirSync(join(root, 'versions', '1.22.5', 'bin'), { recursive: true });
    writeFileSync(join(root, 'versions', '1.22.5', 'bin', 'go'), 'a toolchain', { mode: 0o555 });
    writeFileSync(join(root, 'version'), '1.22.5\n');
    const before = listing(on.box.home);
    expect(on.box.run(on.installer, ['-y'], { shell }).status).toBe(0);
    expect(listing(on.box.home)).toEqual(before);
  });

  it('does nothing when it was cut short, wherever that was', () => {
    const text = readFileSync(on.installer);
    const end = text.length - 1;
    const cuts = [1, 2, 200, ...Array.from({ length: 60 }, (_, index) => Math.floor((end * index) / 60))];
    for (let cut = end - 90; cut < end - 1; cut += 1) cuts.push(cut);
    const script = join(dirname(on.installer), `cut-${name.replaceAll(' ', '-')}.sh`);
    for (const cut of sampled(cuts, 3)) {
      writeFileSync(script, text.subarray(0, cut));
      on.box.run(script, ['-y'], { shell });
      expect(listing(on.box.directory), `cut after ${cut} bytes`).toEqual(['home 40755 ']);
    }
  });

  it('leaves nothing behind after --uninstall, not even read-only toolchains', () => {
    const root = join(on.box.home, `a 'root'`);
    writeFileSync(join(on.box.home, '.bashrc'), 'alias ll="ls -l"', { mode: 0o600 });
    const before = listing(on.box.home);
    const env = { GV_ROOT: root, SHELL: '/bin/bash' };
    expect(on.box.run(on.installer, ['-y'], { shell, env }).status).toBe(0);
    const bin = join(root, 'versions', '1.22.5', 'bin');
    mkdirSync(bin, { recursive: true });
    writeFileSync(join(bin, 'go'), '', { mode: 0o444 });
    on.box.run(writeScript('chmod -R a-w "$GV_ROOT/versions"'), [], { env });
    expect(on.box.run(join(root, 'lib', 'install.sh'), ['--uninstall'], { shell, env })).toMatchObject({
      status: 0,
      stderr: '',
    });
    // The end of the last line, which a start-up file needs before another line, stays.
    expect(listing(on.box.home)).toEqual(
      before.map((line) => (line.startsWith('.bashrc') ? '.bashrc 100600 17' : line)),
    );
    expect(readFileSync(join(on.box.home, '.bashrc'), 'utf8')).toBe('alias ll="ls -l"\n');
  });
});

function writeScript(text: string): string {
  const path = join(on.box.directory, 'script.sh');
  writeFileSync(path, `${text}\n`);
  return path;
}

describe('install.sh with versions', () => {
  it('goes on to install them, and ends as gv install ends', () => {
    const done = on.box.run(on.installer, ['not-a-version'], { env: { GV_OFFLINE: '1' } });
    expect(done.status).toBe(2);
    expect(done.stdout).toContain(
      `gv ${readFileSync(join(on.box.home, '.gv', 'lib', 'VERSION'), 'utf8').trim()} is set up`,
    );
    expect(done.stderr).toContain('not-a-version');
  });
});

describe('install.sh beside another gv', () => {
  it('warns of it, and not of itself', () => {
    const bin = join(on.box.directory, 'bin');
    mkdirSync(bin);
    writeFileSync(join(bin, 'gv'), '#!/bin/sh\n', { mode: 0o755 });
    const path = (first: string): string => `${first}:/usr/bin:/bin`;
    expect(on.box.run(on.installer, [], { env: { PATH: path(bin) } }).stderr).toContain(
      `another gv is on PATH: ${bin}/gv`,
    );
    expect(
      on.box.run(on.installer, [], { env: { PATH: path(join(on.box.home, '.gv', 'bin')) } }).stderr,
    ).toBe('');
  });
});
