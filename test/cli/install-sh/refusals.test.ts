import { chmodSync, chownSync, copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listing, emptyHome, unpackedRelease, type EmptyHome } from '../../support/set-up.ts';

let release: EmptyHome;
let installer: string;
let box: EmptyHome;

beforeAll(() => {
  release = emptyHome();
  installer = unpackedRelease(release.directory);
});
afterAll(() => release.remove());
beforeEach(() => {
  box = emptyHome();
});
afterEach(() => box.remove());

function refuses(env: Readonly<Record<string, string | undefined>>, args: readonly string[] = []): string {
  const before = listing(box.directory);
  const done = box.run(installer, args, { env });
  expect(listing(box.directory)).toEqual(before);
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

  it('when GV_ROOT is a file', () => {
    const root = join(box.home, 'file');
    writeFileSync(root, '');
    expect(refuses({ GV_ROOT: root })).toMatch(/^6 .*GV_ROOT is not a directory/);
  });

  it('when GV_ROOT holds other things, e.g. is a home directory or has a lib/ of its own', () => {
    writeFileSync(join(box.home, 'thesis.txt'), 'years of work');
    expect(refuses({ GV_ROOT: box.home })).toMatch(/^2 .*holds other things/);
    mkdirSync(join(box.directory, 'prefix', 'lib'), { recursive: true });
    expect(refuses({ GV_ROOT: join(box.directory, 'prefix') })).toMatch(/^2 .*holds other things/);
  });

  it('when GV_ROOT cannot be written', () => {
    const place = join(box.directory, 'place');
    mkdirSync(place);
    chmodSync(place, 0o555);
    const done = box.run(installer, [], { env: { GV_ROOT: join(place, 'gv') }, user: 'nobody' });
    expect(done).toMatchObject({ status: 6, stdout: '' });
    expect(done.stderr).toContain(`cannot write to ${place}/gv`);
    expect(listing(place)).toEqual([]);
  });

  it('when it stands alone, without the files that come with it', () => {
    copyFileSync(installer, join(box.directory, 'alone.sh'));
    const done = box.run(join(box.directory, 'alone.sh'), []);
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
    mkdirSync(join(box.home, '.gv', 'versions'), { recursive: true });
    writeFileSync(join(box.home, '.gv', 'versions', 'mine'), '');
    expect(refuses({}, ['--uninstall'])).toMatch(/^2 .*does not look like gv's/);
  });

  it('says so where gv is not set up, and that is no failure', () => {
    expect(box.run(installer, ['--uninstall'])).toMatchObject({ status: 0, stderr: '' });
  });

  it('keeps what somebody else put into the root', () => {
    expect(box.run(installer, []).status).toBe(0);
    writeFileSync(join(box.home, '.gv', 'notes.txt'), 'mine');
    const done = box.run(installer, ['--uninstall']);
    expect(done.status).toBe(0);
    expect(done.stdout).toContain('holds other things and stays');
    expect(listing(join(box.home, '.gv'))).toEqual(['notes.txt 100644 4']);
  });

  it('removes read-only directories as an ordinary user', () => {
    chownNobody(box.home);
    const user = 'nobody';
    expect(box.run(installer, [], { user })).toMatchObject({ status: 0, stderr: '' });
    writeFileSync(
      join(box.directory, 'fill.sh'),
      'cd ~/.gv/versions && mkdir -p 1.22.5/bin && : >1.22.5/bin/go && chmod -R a-w 1.22.5\n',
    );
    expect(box.run(join(box.directory, 'fill.sh'), [], { user }).status).toBe(0);
    expect(box.run(installer, ['--uninstall'], { user })).toMatchObject({ status: 0, stderr: '' });
    expect(listing(box.home)).toEqual([]);
  });
});

function chownNobody(path: string): void {
  if (process.geteuid?.() === 0) chownSync(path, 65534, 65534);
}
