import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { ImportStep } from '../../../src/core/foreign/import-plan.ts';
import { toolchainModule } from '../../../src/core/release/module-name.ts';
import { firstGlobal } from '../../../src/jobs/import/plan.ts';
import { takeOver, type TakenOver } from '../../../src/jobs/import/take-over.ts';
import { planUndo, undoImport } from '../../../src/jobs/import/undo.ts';
import { moduleH1 } from '../../../src/trust/log/module-h1.ts';
import { layGoTree } from '../../support/go-trees.ts';
import { mounted, NO_MOUNT } from '../../support/mounts.ts';
import { runIn, testWorld, type TestWorld } from '../../support/test-world.ts';
import { unless } from '../../support/unless.ts';
import { version } from '../../support/versions.ts';

const FILES = ['VERSION', 'bin/go', 'src/runtime/proc.go', 'pkg/tool/linux_amd64/compile'];
const RELEASES = ['1.22.5', '1.21.13'];
/** In the order of directories, which is not the order of releases. */
const FOUND = ['1.22rc1', '1.21.9', '1.21.13'];

/** The newest of them, which no small disk holds. */
const LARGE = '1.23.1';

/** A proven tree of goenv that is to be taken. */
function taken(world: TestWorld, label: string): ImportStep {
  const path = join(world.folder, '.goenv/versions', label);
  layGoTree(path, label);
  if (label === LARGE) writeFileSync(join(path, 'bin/go'), new Uint8Array(2 * 1024 * 1024));
  const files = FILES.map((name) => ({
    path: name,
    sha256: createHash('sha256')
      .update(readFileSync(join(path, name)))
      .digest('hex'),
  }));
  const { platform } = world;
  const release = version(label);
  const h1 = moduleH1(files, toolchainModule(release, platform));
  return {
    kind: 'take',
    tree: {
      by: 'goenv',
      path,
      names: [],
      isRebuilt: false,
      identity: { kind: 'release', version: release, platform },
    },
    judgement: {
      kind: 'proven',
      version: release,
      platform,
      path,
      files: files.length,
      outside: [],
      covered: files,
      record: { kind: 'log', h1, record: 1, treeSize: 2 },
    },
    left: 0,
  };
}

/** Imports both releases. */
function imported(world: TestWorld, mode: 'copy' | 'move' = 'copy'): Promise<TakenOver> {
  return importedOf(world, RELEASES, mode);
}

function importedOf(
  world: TestWorld,
  releases: readonly string[],
  mode: 'copy' | 'move' = 'copy',
): Promise<TakenOver> {
  const steps = releases.map((label) => taken(world, label));
  const globals = { taken: undefined, left: [] };
  const first = firstGlobal(world, { steps, globals });
  return takeOver(runIn(world), { steps, mode, globals, first, projects: [], aside: [] });
}

const isHere = (world: TestWorld): readonly boolean[] =>
  RELEASES.map((label) => existsSync(join(world.layout.toolchain(label), 'bin/go')));

it.each([
  ['its link', (world: TestWorld) => world.layout.goLink('1.22.5'), [true, true]],
  ['an alias', (world: TestWorld) => join(world.layout.aliases, '1.22'), [true, true]],
  ['the link to the global Go', (world: TestWorld) => world.layout.current, [true, true]],
])(
  'a directory in the place of %s keeps no other tree from being taken, or from going',
  async (_, place, here) => {
    await using world = await testWorld({ env: { PATH: '/usr/bin:/bin' } });
    const path = place(world);
    mkdirSync(path, { recursive: true });
    const { failures, troubles } = await imported(world);
    expect(isHere(world)).toEqual(here);
    expect(failures[0]).toMatchObject({ code: 'disk', message: expect.stringContaining(path) });
    expect(failures[0]?.hint).toContain(`mv ${path} `);
    expect(troubles[0]?.isPlaced).toBe(here[0]);

    const plan = await planUndo(runIn(world));
    const { plan: undone } = await undoImport(runIn(world), plan);
    expect([isHere(world), undone.kept]).toEqual([[false, false], []]);
    expect(existsSync(path)).toBe(true);
  },
);

it.each([
  ['receipt', (world: TestWorld) => world.layout.receipt('1.22.5')],
  ['manifest', (world: TestWorld) => world.layout.manifest('1.22.5')],
])('a directory in the place of its %s gives way', async (_, place) => {
  await using world = await testWorld({ env: { PATH: '/usr/bin:/bin' } });
  mkdirSync(place(world), { recursive: true });
  const { failures, troubles } = await imported(world);
  expect([isHere(world), failures, troubles]).toEqual([[true, true], [], []]);
  expect(statSync(place(world)).isFile()).toBe(true);
});

it('a link of another toolchain that cannot be written keeps none from going, and comes as a failure', async () => {
  await using world = await testWorld({ env: { PATH: '/usr/bin:/bin' } });
  await imported(world);
  const shim = join(world.layout.shims, 'gofmt');
  rmSync(shim);
  mkdirSync(shim);
  const { plan, failures } = await undoImport(runIn(world), await planUndo(runIn(world)));
  expect([isHere(world), plan.kept]).toEqual([[false, false], []]);
  expect(failures[0]).toMatchObject({ hint: `Move it away: mv ${shim} ${shim}.away; then: gv rehash` });
});

it('a tree is not removed by a move whose toolchain could not be finished', async () => {
  await using world = await testWorld({ env: { PATH: '/usr/bin:/bin' } });
  mkdirSync(join(world.layout.mutexes, 'go1.22.5.lock'), { recursive: true });
  await imported(world, 'move');
  expect(RELEASES.map((label) => existsSync(join(world.folder, '.goenv/versions', label)))).toEqual([
    true,
    false,
  ]);
});

it('the newest release of an import becomes the global version of an empty store', async () => {
  await using world = await testWorld({ env: { PATH: '/usr/bin:/bin' } });
  await importedOf(world, FOUND);
  expect(readFileSync(world.layout.globalVersion, 'utf8')).toBe('1.21.13\n');
});

it('a run that adds nothing leaves the one before to be taken back', async () => {
  await using world = await testWorld({ env: { PATH: '/usr/bin:/bin' } });
  await imported(world);
  await importedOf(world, []);
  const { removals } = await planUndo(runIn(world));
  expect(removals.map(({ toolchain }) => toolchain.version.label).toSorted()).toEqual(RELEASES.toSorted());
});

unless(NO_MOUNT)(
  'a tree for which the disk is too small has its row, and keeps no other from being taken',
  async () => {
    await using world = await testWorld({ env: { PATH: '/usr/bin:/bin' } });
    const { root, globalVersion } = world.layout;
    mkdirSync(root, { recursive: true });
    using _ = mounted(['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', root]);
    const { failures, troubles, first } = await importedOf(world, [LARGE, ...RELEASES]);
    expect([failures.map(({ code }) => code), isHere(world)]).toEqual([['disk-full'], [true, true]]);
    expect(troubles).toMatchObject([{ path: expect.stringContaining(LARGE), isPlaced: false }]);
    expect([first, readFileSync(globalVersion, 'utf8')]).toEqual(['1.22.5', '1.22.5\n']);
    const { removals, global } = await planUndo(runIn(world));
    expect([removals.length, global]).toEqual([2, globalVersion]);
  },
);
