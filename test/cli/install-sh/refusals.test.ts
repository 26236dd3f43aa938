import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listing, useUnpackedRelease } from '../../support/set-up.ts';

const on = useUnpackedRelease();

function refuses(env: Readonly<Record<string, string | undefined>>, args: readonly string[] = []): string {
  const before = listing(on.box.directory);
  const done = on.box.run(on.installer, args, { env });
  expect(listing(on.box.directory)).toEqual(before);
  expect(done.stdout).toBe('');
  return `${done.status} ${done.stderr.split('\n')[0] ?? ''}`;
}

describe('install.sh changes nothing and says in one line why', () => {
  it('when neither GV_ROOT nor HOME is set', () => {
    expect(refuses({ HOME: undefined })).toMatch(/^2 .*neither GV_ROOT nor HOME is set/);
    expect(refuses({ HOME: undefined }, ['--uninstall'])).toMatch(/^2 .*neither GV_ROOT nor HOME is set/);
  });

  it.each(['relative/root', '.', '~/.gv'])('when GV_ROOT is relative: %s', (root) => {
    expect(refuses({ GV_ROOT: root })).toMatch(/^2 .*GV_ROOT is not an absolute path/);
  });

  it.each(['/', '//', '/..', '/tmp/a:b', '/tmp/a\nb', '/tmp/a\u001b[31m'])(
    'when GV_ROOT cannot hold gv: %j',
    (root) => {
      expect(refuses({ GV_ROOT: root })).toMatch(/^2 .*GV_ROOT (?:cannot be|contains)/);
      expect(refuses({ GV_ROOT: root }, ['--uninstall'])).toMatch(/^2 .*GV_ROOT (?:cannot be|contains)/);
    },
  );

  it('when GV_ROOT or HOME is no UTF-8, as node reads it', () => {
    const [plain, lost] = [join(on.box.home, 'zoë €𝄞'), join(on.box.home, 'd\ufffd')];
    expect(refuses({ GV_ROOT: lost })).toMatch(/^6 .*a name in GV_ROOT, or in HOME, is no UTF-8/);
    expect(refuses({ GV_ROOT: plain, HOME: lost })).toMatch(
      /^6 .*a name in GV_ROOT, or in HOME, is no UTF-8/,
    );
    const script = 'for x; do (. "$0"; is_utf8 "$(printf "$x")" && echo "$x"); done';
    const bad = ['\\377', 'a\\303', '\\300\\257', '\\355\\240\\200', '\\364\\220\\200\\200'];
    expect(
      spawnSync('sh', ['-c', script, on.installer, plain, ...bad], {
        env: { PATH: '/usr/bin:/bin', GV_INSTALL_LIB: '1' },
        encoding: 'utf8',
      }).stdout,
    ).toBe(`${plain}\n`);
  });

  it('when GV_ROOT is a file', () => {
    const root = join(on.box.home, 'file');
    writeFileSync(root, '');
    expect(refuses({ GV_ROOT: root })).toMatch(/^6 .*GV_ROOT is not a directory/);
  });

  it('when GV_ROOT holds other things, e.g. is a home directory or has a lib/ of its own', () => {
    writeFileSync(join(on.box.home, 'thesis.txt'), 'years of work');
    expect(refuses({ GV_ROOT: on.box.home })).toMatch(/^2 .*holds other things/);
    mkdirSync(join(on.box.directory, 'prefix', 'lib'), { recursive: true });
    expect(refuses({ GV_ROOT: join(on.box.directory, 'prefix') })).toMatch(/^2 .*holds other things/);
  });

  it('when GV_ROOT cannot be written', () => {
    const place = join(on.box.directory, 'place');
    mkdirSync(place);
    chmodSync(place, 0o555);
    const done = on.box.run(on.installer, [], { env: { GV_ROOT: join(place, 'gv') }, user: 'nobody' });
    expect(done).toMatchObject({ status: 6, stdout: '' });
    expect(done.stderr).toContain(`cannot write to ${place}/gv`);
    expect(listing(place)).toEqual([]);
  });

  it('when it stands alone, without the files that come with it', () => {
    copyFileSync(on.installer, join(on.box.directory, 'alone.sh'));
    const done = on.box.run(join(on.box.directory, 'alone.sh'), []);
    expect(done).toMatchObject({ status: 2, stdout: '' });
    expect(done.stderr).toContain('install.sh is alone here');
  });

  it('when its arguments make no sense', () => {
    expect(refuses({}, ['--frobnicate'])).toMatch(/^2 .*unknown option --frobnicate/);
    expect(refuses({}, ['--uninstall', '1.22'])).toMatch(/^2 .*takes no versions/);
  });
});

describe('install.sh --uninstall', () => {
  it('refuses a directory that is not gv’s', () => {
    mkdirSync(join(on.box.home, '.gv', 'versions'), { recursive: true });
    writeFileSync(join(on.box.home, '.gv', 'versions', 'mine'), '');
    expect(refuses({}, ['--uninstall'])).toMatch(/^2 .*does not look like gv's/);
  });

  it('says so where gv is not set up, and that is no failure', () => {
    expect(on.box.run(on.installer, ['--uninstall'])).toMatchObject({ status: 0, stderr: '' });
  });

  it('keeps what somebody else put into the root', () => {
    expect(on.box.run(on.installer, []).status).toBe(0);
    writeFileSync(join(on.box.home, '.gv', 'notes.txt'), 'mine');
    const done = on.box.run(on.installer, ['--uninstall']);
    expect(done.status).toBe(0);
    expect(done.stdout).toContain('holds other things and stays');
    expect(listing(join(on.box.home, '.gv'))).toEqual(['notes.txt 100644 4']);
  });

  it('removes read-only directories as an ordinary user', () => {
    chownNobody(on.box.home);
    const user = 'nobody';
    expect(on.box.run(on.installer, [], { user })).toMatchObject({ status: 0, stderr: '' });
    writeFileSync(
      join(on.box.directory, 'fill.sh'),
      'cd ~/.gv/versions && mkdir -p 1.22.5/bin && : >1.22.5/bin/go && chmod -R a-w 1.22.5\n',
    );
    expect(on.box.run(join(on.box.directory, 'fill.sh'), [], { user }).status).toBe(0);
    expect(on.box.run(on.installer, ['--uninstall'], { user })).toMatchObject({ status: 0, stderr: '' });
    expect(listing(on.box.home)).toEqual([]);
  });
});

function chownNobody(path: string): void {
  if (process.geteuid?.() === 0) chownSync(path, 65534, 65534);
}
