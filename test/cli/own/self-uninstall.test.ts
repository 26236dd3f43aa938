import { mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addToolchain, installedHome, type GvHome } from '../../support/gv-home.ts';
import { makeReleases, type GvReleases } from '../../support/gv-releases.ts';
import { sampled } from '../../support/sample.ts';
import { listing } from '../../support/set-up.ts';

let releases: GvReleases;

beforeAll(() => {
  releases = makeReleases();
});
afterAll(() => releases.remove());

const installed = installedHome(async (box) => {
  expect(await box.install(releases.directory('0.1.0'), ['-y'])).toMatchObject({ status: 0, stderr: '' });
  addToolchain(box.root, '1.22.5');
});
afterAll(() => installed.remove());

/** Runs gv on a terminal of its own, where `keys` are typed. */
function onTerminal(box: GvHome, args: string, keys: string) {
  const command = `${join(box.root, 'bin', 'gv')} ${args}`;
  return box.run(['script', '-qec', command, '/dev/null'], { input: keys });
}

describe('gv self-uninstall', () => {
  it('-y removes everything, with the lines in start-up files', async () => {
    const box = await installed.fresh();
    const done = await box.gv(['self-uninstall', '-y']);
    expect(done).toMatchObject({ status: 0, stderr: '' });
    expect(done.stdout).toContain(`Removed ${box.root}\n`);
    expect(done.stdout).toMatch(/freed [\d.]+ MB\n$/);
    expect(listing(box.home)).toEqual([]);
  });

  it('--dry-run says what and how much, and changes nothing', async () => {
    const box = await installed.fresh();
    const before = listing(box.home);
    const done = await box.gv(['self-uninstall', '--dry-run']);
    expect(done).toMatchObject({ status: 0, stderr: '' });
    expect(done.stdout).toContain(`Would remove the line from ${box.home}/.bashrc\n`);
    expect(done.stdout).toContain(`Would remove ${box.root}\nwith 1 toolchain (1.22.5), `);
    expect(listing(box.home)).toEqual(before);
  });

  it('asks on a terminal: y removes, anything else does not', async () => {
    const box = await installed.fresh();
    const before = listing(box.home);
    for (const keys of ['n\n', '\n', 'yesterday\n', '\u0004']) {
      const kept = await onTerminal(box, 'self-uninstall', keys);
      expect(kept.stdout, JSON.stringify(keys)).toContain('nothing removed');
      expect(kept.status).toBe(1);
      expect(listing(box.home)).toEqual(before);
    }
    const gone = await onTerminal(box, 'self-uninstall', 'y\n');
    expect(gone.stdout).toContain('Remove all of it? [y/N]');
    expect(gone.status).toBe(0);
    expect(listing(box.home)).toEqual([]);
  });

  it('removes nothing where nobody can answer, also with --json', async () => {
    const box = await installed.fresh();
    const before = listing(box.home);
    for (const args of [
      ['self-uninstall'],
      ['self-uninstall', '--json'],
      ['self-uninstall', '-y', '1.22.5'],
    ]) {
      expect((await box.gv(args)).status).toBe(2);
      expect(listing(box.home)).toEqual(before);
    }
  });

  it('refuses a home, and what holds one, even where it looks like gv’s root', async () => {
    const box = await installed.fresh();
    // As if gv had been moved over a home by hand.
    const home = join(box.directory, 'other');
    renameSync(box.root, home);
    mkdirSync(join(home, 'user'));
    writeFileSync(join(home, 'thesis.txt'), 'years of work');
    const before = listing(home);
    for (const HOME of [home, join(home, 'user')]) {
      const env = { HOME, GV_ROOT: home };
      const done = await box.run([join(home, 'bin', 'gv'), 'self-uninstall', '-y'], { env });
      expect(done).toMatchObject({ status: 2, stdout: '' });
      expect(done.stderr).toContain('is or contains a home directory');
    }
    expect(listing(home)).toEqual(before);
  });

  it.each(sampled(['/', '/tmp', '/usr', 'relative'], 3))('refuses GV_ROOT=%s', async (root) => {
    const box = await installed.fresh();
    const before = listing(box.home);
    const env = { GV_ROOT: root };
    expect((await box.gv(['self-uninstall', '-y'], { env })).status).not.toBe(0);
    const lib = join(box.root, 'lib', 'gv.js');
    expect((await box.run([process.execPath, lib, 'self-uninstall', '-y'], { env })).status).toBe(2);
    expect(listing(box.home)).toEqual(before);
  });

  it('goes through a root that is a link, and no further', async () => {
    const box = await installed.fresh();
    const disk = join(box.directory, 'disk');
    mkdirSync(disk);
    renameSync(box.root, join(disk, 'gv'));
    symlinkSync(join(disk, 'gv'), box.root);
    renameSync(join(disk, 'gv', 'versions'), join(box.directory, 'elsewhere'));
    symlinkSync(join(box.directory, 'elsewhere'), join(disk, 'gv', 'versions'));
    expect(await box.gv(['self-uninstall', '-y'])).toMatchObject({ status: 0, stderr: '' });
    expect(listing(box.home)).toEqual([]);
    expect(listing(disk)).toEqual([]);
    expect(readFileSync(join(box.directory, 'elsewhere', '1.22.5', 'VERSION'), 'utf8')).toBe('go1.22.5\n');
  });

  it('can be run again after it was interrupted', async () => {
    const box = await installed.fresh();
    const script = join(box.directory, 'install.sh');
    await box.run(['cp', join(box.root, 'lib', 'install.sh'), script]);
    await box.run(['rm', '-rf', join(box.root, 'program'), join(box.root, 'runtime')]);
    expect(await box.run(['sh', script, '--uninstall'])).toMatchObject({ status: 0, stderr: '' });
    expect(listing(box.home)).toEqual([]);
  });
});
