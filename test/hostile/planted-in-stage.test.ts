import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { GOOD, placeArchive } from '../support/hostile-archive.ts';
import { installModule } from '../support/hostile-module.ts';
import { tarGz } from '../support/tar-bytes.ts';
import type { TestWorld } from '../support/test-world.ts';
import { moduleEntries, PREFIX, zipBytes } from '../support/zip-bytes.ts';

const MIB = 1024 * 1024;
const MINE = 'a file of the user\n';

/** The entries that another process puts in the way, of a name that the archive has as a file, or a directory. */
const PLANTED: readonly (readonly [string, (at: string, victim: string) => void])[] = [
  ['a file', (at) => writeFileSync(join(at, 'late.go'), 'planted')],
  ['a link to a file of the user', (at, victim) => symlinkSync(victim, join(at, 'late.go'))],
  ['a link to nothing', (at) => symlinkSync('/tmp/gv-nothing-here', join(at, 'late.go'))],
];
const PLANTED_DIRECTORY: typeof PLANTED = [
  ['a directory', (at) => mkdirSync(join(at, 'later'))],
  ['a link to a directory of the user', (at, victim) => symlinkSync(join(victim, '..'), join(at, 'later'))],
];

/** Plants once, as soon as the stage has a tree; gives the file of the user that the links lead to. */
function planter(plant: (at: string, victim: string) => void): {
  readonly onUnpack: (world: TestWorld) => void;
  readonly victim: () => string;
  readonly planted: () => boolean;
} {
  let victim = '';
  return {
    onUnpack(world) {
      const [stage = ''] = readdirSync(world.layout.staging);
      const tree = join(world.layout.staging, stage, 'go');
      if (victim !== '' || !existsSync(tree)) return;
      mkdirSync(join(world.folder, 'home'));
      victim = join(world.folder, 'home', 'victim');
      writeFileSync(victim, MINE);
      plant(tree, victim);
    },
    victim: () => victim,
    planted: () => victim !== '',
  };
}

/**
 * More bytes, packed too, than there is room for between the threads, so that the last entry is written long after the first.
 */
const LONG = Array.from({ length: 24 }, (_, n) => ({ path: `go/src/${n}`, body: randomBytes(MIB) }));

describe('what stands in the stage already ends the unpacking of an archive', () => {
  const bytes = tarGz([
    ...GOOD,
    ...LONG,
    { path: 'go/late.go', body: 'package late\n' },
    { path: 'go/later/x.go', body: 'package later\n' },
  ]);

  it.each([...PLANTED, ...PLANTED_DIRECTORY])('%s', async (_, plant) => {
    const attack = planter(plant);
    let kept = '';
    let beside: readonly string[] = [];
    const ended = await placeArchive(bytes, {
      onUnpack: attack.onUnpack,
      afterwards: (world) => {
        kept = readFileSync(attack.victim(), 'utf8');
        beside = readdirSync(join(world.folder, 'home'));
      },
    });
    expect(ended).toMatchObject({ code: 'disk', exit: 6, left: ['home/victim'] });
    expect({ kept, beside }).toEqual({ kept: MINE, beside: ['victim'] });
  });

  it('and without it the same archive passes', async () => {
    expect(await placeArchive(bytes)).toMatchObject({ code: 'ok' });
  });
});

describe('what stands in the stage already ends the unpacking of a module zip', () => {
  const file = (path: string, body: string | Uint8Array): ReturnType<typeof moduleEntries>[number] => ({
    name: PREFIX + path,
    body,
    stored: true,
  });
  const zip = zipBytes([
    ...moduleEntries('recorded'),
    ...LONG.map(({ path, body }) => file(path.slice('go/'.length), body)),
    file('late.go', 'package late\n'),
  ]);

  it.each(PLANTED)('%s', async (_, plant) => {
    const attack = planter(plant);
    let kept = '';
    const ended = await installModule({
      zip,
      onUnpack: attack.onUnpack,
      afterwards: () => {
        kept = readFileSync(attack.victim(), 'utf8');
      },
    });
    expect(ended).toMatchObject({ code: 'disk', exit: 6, left: ['home/victim'] });
    expect(kept).toBe(MINE);
  });
});
