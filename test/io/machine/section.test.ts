import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  machineSection,
  type MachineSection,
  type MachineWishes,
} from '../../../src/jobs/machine/machine.ts';
import { settingsDirectory, writeSettings } from '../../../src/jobs/machine/settings-directory.ts';
import { mounted, NO_MOUNT } from '../../support/mounts.ts';
import { runIn, testWorld, type TestWorld } from '../../support/test-world.ts';
import { unless } from '../../support/unless.ts';

const WISHES: MachineWishes = {
  places: [],
  probes: true,
  write: undefined,
  timeoutMs: 15_000,
  tellsNoPlace: false,
};
const NO_GO = { goroot: undefined, version: '1.27.4' };

function section(
  world: TestWorld,
  env: Readonly<Record<string, string>>,
  wishes: Partial<MachineWishes> = {},
): Promise<MachineSection> {
  const run = runIn(world, { env: { ...world.env, ...env } });
  return machineSection(run, { ...WISHES, ...wishes, go: NO_GO, installed: [] });
}

/** The findings about places; how busy this machine is, and its groups, are not of the test. */
function found({ checks }: MachineSection): readonly string[] {
  return checks
    .flatMap((check) => check.found)
    .map(({ code }) => code)
    .filter((code) => /^(?:place|tmp|no-home|cut)/.test(code));
}

describe('the section machine', () => {
  it('measures each filesystem once, and leaves every directory as it was', async () => {
    await using world = await testWorld();
    mkdirSync(join(world.folder, 'tmp'));
    const before = readdirSync(world.folder, { recursive: true });
    const result = await section(world, { TMPDIR: join(world.folder, 'tmp') });
    const [place, ...others] = result.machine.places;
    expect(others).toEqual([]);
    expect(place?.at.map(({ name, exists }) => [name, exists])).toEqual([
      ['GOMODCACHE', false],
      ['GOCACHE', false],
      ['GOTMPDIR', true],
      ['GOBIN', false],
      ['GV_ROOT', false],
    ]);
    expect(place?.path).toBe(world.folder);
    expect(place?.files).toBeGreaterThan(0);
    expect(found(result)).toEqual([]);
    expect(readdirSync(world.folder, { recursive: true })).toEqual(before);
  });

  it('makes no files with --no-probe, and none when the time is up', async () => {
    await using world = await testWorld();
    const env = { TMPDIR: world.folder };
    const still = await section(world, env, { probes: false });
    expect(still.machine.places[0]).toMatchObject({ files: 0, createPerS: null, why: '--no-probe' });
    const late = await section(world, env, { timeoutMs: 1 });
    expect(found(late)).toEqual(['cut-short']);
  });

  it('names a directory for temporary files that is not there, and caches that have no place', async () => {
    await using world = await testWorld();
    const gone = await section(world, { TMPDIR: join(world.folder, 'gone') });
    expect(found(gone)).toEqual(['place-not-writable']);
    const homeless = await section(world, { HOME: '', TMPDIR: world.folder });
    expect(found(homeless)).toEqual(['no-home']);
    expect(found(await section(world, { HOME: '', TMPDIR: world.folder }, { tellsNoPlace: true }))).toEqual(
      [],
    );
  });

  it('tells of a cache inside the module that git does not ignore', async () => {
    await using world = await testWorld();
    writeFileSync(join(world.folder, 'go.mod'), 'module m\n\ngo 1.22\n');
    mkdirSync(join(world.folder, '.git', 'objects'), { recursive: true });
    mkdirSync(join(world.folder, '.git', 'refs'));
    writeFileSync(join(world.folder, '.git', 'HEAD'), 'ref: refs/heads/main\n');
    const env = {
      PATH: '/usr/bin:/bin',
      TMPDIR: '/tmp',
      GOMODCACHE: '/tmp/mod',
      GOCACHE: join(world.folder, '.cache'),
    };
    const wishes = { probes: false };
    const inside = await section(world, env, wishes);
    const [finding] = inside.checks
      .flatMap((check) => check.found)
      .filter(({ code }) => code === 'place-shared-link');
    expect(finding?.cure).toBe(`echo /.cache/ >>${world.folder}/.gitignore`);
    writeFileSync(join(world.folder, '.gitignore'), '/.cache/\n/root/\n');
    expect(found(await section(world, env, wishes))).toEqual([]);
  });

  unless(NO_MOUNT)('finds places that start no programs, have no inodes, or lie in memory', async () => {
    await using world = await testWorld();
    const [noexec, few] = [join(world.folder, 'noexec'), join(world.folder, 'few')];
    for (const each of [noexec, few]) mkdirSync(each);
    using _ = twoMounts(noexec, few);
    const env = { TMPDIR: noexec, GOMODCACHE: join(few, 'mod') };
    const result = await section(world, env);
    // A mount with sync is no finding by itself: memory is fast.
    expect(found(result)).toEqual(['place-volatile', 'tmp-noexec', 'place-inodes'].toSorted(byCode));
    const findings = result.checks.flatMap((check) => check.found);
    expect(findings.find(({ code }) => code === 'tmp-noexec')).toMatchObject({
      cure: `mkdir -p ${world.folder}/.cache/go-tmp && go env -w GOTMPDIR=${world.folder}/.cache/go-tmp`,
      undo: 'go env -u GOTMPDIR',
    });
    expect([noexec, few].flatMap((each) => readdirSync(each))).toEqual([]);
  });

  unless(NO_MOUNT)('prints a mount point as a word of the shell', async () => {
    await using world = await testWorld();
    const place = join(world.folder, "o'clock; x");
    mkdirSync(place);
    using _ = mounted(['-t', 'tmpfs', '-o', 'ro,noexec', 'tmpfs', place]);
    const env = { GOTMPDIR: world.folder, TMPDIR: world.folder, GOBIN: place };
    const result = await section(world, env, { probes: false });
    const cures = result.checks.flatMap((check) => check.found.map(({ cure }) => cure));
    const word = `'${world.folder}/o'\\''clock; x'`;
    expect(cures).toEqual(
      expect.arrayContaining([
        `as root: mount -o remount,exec ${word}`,
        `as root: mount -o remount,rw ${word}; or set GOBIN to another place`,
      ]),
    );
  });

  it('is interrupted as a whole', async () => {
    await using world = await testWorld();
    world.controller.abort();
    await expect(section(world, { TMPDIR: world.folder })).rejects.toMatchObject({ code: 'interrupted' });
    expect(readdirSync(world.folder)).toEqual([]);
  });
});

/** Memory from which no programs start, and memory with room for 49 files. */
function twoMounts(noexec: string, few: string): Disposable {
  using stack = new DisposableStack();
  stack.use(mounted(['-t', 'tmpfs', '-o', 'noexec,sync,size=600m', 'tmpfs', noexec]));
  stack.use(mounted(['-t', 'tmpfs', '-o', 'nr_inodes=50,size=600m', 'tmpfs', few]));
  return stack.move();
}

/** The order in which the section names them. */
function byCode(a: string, b: string): number {
  const order = ['place-volatile', 'place-inodes', 'tmp-noexec'];
  return order.indexOf(a) - order.indexOf(b);
}

describe('the files of settings', () => {
  it('are put into a directory of the user, and into none that a system reads', async () => {
    await using world = await testWorld();
    const directory = settingsDirectory(world, 'settings');
    const file = { name: '99-go.conf', for: '/etc/sysctl.d', text: `${FIRST}\n# a = 1\na = 2\n` } as const;
    await writeSettings(directory, [file]);
    await writeSettings(directory, [file]);
    expect(readFileSync(join(directory, '99-go.conf'), 'utf8')).toBe(file.text);
    for (const closed of ['/etc', '/etc/sysctl.d', '/usr/lib/systemd', '/proc/sys'])
      expect(() => settingsDirectory(world, closed)).toThrow('gv puts no settings in force');
  });

  it('replace no file of others', async () => {
    await using world = await testWorld();
    writeFileSync(join(world.folder, 'gv.conf'), '[Service]\n');
    const file = { name: 'gv.conf', for: '/etc/systemd', text: `${FIRST}\n` } as const;
    await expect(writeSettings(world.folder, [file])).rejects.toMatchObject({ code: 'usage' });
    expect(readFileSync(join(world.folder, 'gv.conf'), 'utf8')).toBe('[Service]\n');
  });
});

const FIRST = '# Made by gv doctor machine; nothing of it is in force before a person puts it there.';
