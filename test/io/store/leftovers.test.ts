import { mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { goesBack, repairStage, stagedPaths, stagedReleases } from '../../../src/io/stage/leftovers.ts';
import { openStage, type Stage } from '../../../src/io/store/staging.ts';
import { rehash } from '../../../src/jobs/installed/rehash.ts';
import { findRemovals, uninstall } from '../../../src/jobs/installed/uninstall.ts';
import { RECEIPT } from '../../support/receipts.ts';
import { runIn, testWorld, type TestWorld } from '../../support/test-world.ts';

const NAME = '1.22.5';

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text, { mode: 0o755 });
}

/** Receipts differ in their source, and the trees in what their go says. */
async function writeRecords({ layout }: TestWorld, word: string): Promise<void> {
  await write(layout.receipt(NAME), JSON.stringify({ ...RECEIPT, source: word }));
  await write(layout.manifest(NAME), word);
}

const wordIn = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => 'none');

/** What a user finds: the words of go, receipt and manifest. */
async function found({ layout }: TestWorld): Promise<readonly string[]> {
  const receipt = await wordIn(layout.receipt(NAME));
  return [
    await wordIn(join(layout.toolchain(NAME), 'bin', 'go')),
    /"source":"(\w*)"/.exec(receipt)?.[1] ?? receipt,
    await wordIn(layout.manifest(NAME)),
  ];
}

/** A forced install step by step, as far as it came before it was killed. */
const STEPS: readonly (readonly [string, (world: TestWorld, stage: Stage) => Promise<unknown>])[] = [
  ['unpacked', (_, { path }) => write(join(path, 'go', 'bin', 'go'), 'new')],
  ['the old records put aside', (_, stage) => stage.setRecordsAside()],
  ['the records written', (world) => writeRecords(world, 'new')],
  ['the old tree moved aside', ({ layout }, { path }) => rename(layout.toolchain(NAME), oldOf(path))],
  ['the new tree placed', ({ layout }, { path }) => rename(join(path, 'go'), layout.toolchain(NAME))],
  ['a part of the old tree deleted', (_, { path }) => rm(join(oldOf(path), 'src'), { recursive: true })],
  ['the old tree deleted', (_, { path }) => rm(oldOf(path), { recursive: true })],
];
const PLACED = 4;

const oldOf = (stage: string): string => stage.replace('+new-', '+old-');

async function layOld(world: TestWorld): Promise<void> {
  await write(join(world.layout.toolchain(NAME), 'bin', 'go'), 'old');
  await write(join(world.layout.toolchain(NAME), 'src', 'a.go'), 'old');
}

async function killedAfter(world: TestWorld, last: number): Promise<void> {
  const stage = await openStage(world, NAME);
  for (const [, step] of STEPS.slice(0, last + 1)) await step(world, stage);
}

const STATES = STEPS.map(([words], index) => [words, index] as const);

describe('a forced install that was killed with', () => {
  it.each(STATES)('%s leaves the old toolchain or the new one, with its own records', async (_, last) => {
    await using world = await testWorld();
    await layOld(world);
    await writeRecords(world, 'old');
    await killedAfter(world, last);
    await repairStage(world.layout, NAME);
    const one = last < PLACED ? 'old' : 'new';
    expect(await found(world)).toEqual([one, one, one]);
    expect(stagedPaths(world.layout)).toEqual([]);
  });

  it.each(STATES)('%s leaves nothing that comes back after an uninstall', async (_, last) => {
    await using world = await testWorld();
    await layOld(world);
    await writeRecords(world, 'old');
    await killedAfter(world, last);
    const run = runIn(world);
    const { removals } = await findRemovals(run, NAME);
    await uninstall(run, removals, { force: true });
    await rehash(run);
    expect(await found(world)).toEqual(['none', 'none', 'none']);
    expect(stagedPaths(world.layout)).toEqual([]);
    expect(await readdir(world.layout.shims)).toEqual(['go', 'gofmt']);
  });

  it.each(STATES)('%s gives no new receipt to an old tree that had none', async (_, last) => {
    await using world = await testWorld();
    await layOld(world);
    await killedAfter(world, last);
    await repairStage(world.layout, NAME);
    const [go, ...records] = await found(world);
    const isNew = last >= PLACED;
    expect(records).toEqual(isNew ? ['new', 'new'] : ['none', 'none']);
    // Moved aside, nothing says what it was.
    expect(go).toBe(isNew ? 'new' : last === PLACED - 1 ? 'none' : 'old');
    expect(stagedPaths(world.layout)).toEqual([]);
  });
});

describe('an old tree in staging/', () => {
  it('without the stage of its successor never goes back, whoever removed what had taken its place', async () => {
    await using world = await testWorld();
    const { layout } = world;
    const old = join(layout.staging, `${NAME}+old-1-1`);
    await write(join(old, 'bin', 'go'), 'old');
    await mkdir(join(layout.staging, '1.22.50+new-1-1'));
    await mkdir(join(layout.staging, `${NAME}+new-1-1`));
    await write(join(layout.staging, `${NAME}+new-1-1`, `${NAME}.json`), JSON.stringify(RECEIPT));
    expect(goesBack(layout, old)).toBe(false);
    await repairStage(layout, NAME);
    expect(await found(world)).toEqual(['none', 'none', 'none']);
    expect(stagedReleases(layout).map(({ name }) => name)).toEqual(['1.22.50']);
  });

  it('goes back at once where its successor cannot take the place', async () => {
    await using world = await testWorld();
    await layOld(world);
    await writeRecords(world, 'old');
    const stage = await openStage(world, NAME);
    await stage.setRecordsAside();
    await writeRecords(world, 'new');
    await expect(stage.commit()).rejects.toMatchObject({ code: 'disk' });
    expect(await found(world)).toEqual(['old', 'new', 'new']);
    await write(join(stage.path, 'go', 'bin', 'go'), 'new');
    expect(await stage.drop()).toBeUndefined();
    expect(await found(world)).toEqual(['old', 'old', 'old']);
    expect(stagedPaths(world.layout)).toEqual([]);
  });
});

describe('gv uninstall', () => {
  it('that was killed behind its rename leaves no records either', async () => {
    await using world = await testWorld();
    await writeRecords(world, 'old');
    await write(join(world.layout.staging, `${NAME}+gone-1-1`, 'bin', 'go'), 'old');
    await repairStage(world.layout, NAME);
    expect(await found(world)).toEqual(['none', 'none', 'none']);
  });

  it('takes a link whose tree is not there', async () => {
    await using world = await testWorld();
    await mkdir(world.layout.versions, { recursive: true });
    await symlink('/nowhere/go', world.layout.toolchain(NAME));
    const run = runIn(world);
    await uninstall(run, (await findRemovals(run, NAME)).removals, { force: false });
    expect(await readdir(world.layout.versions)).toEqual([]);
  });
});
