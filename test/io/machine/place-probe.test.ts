import {
  chownSync,
  lutimesSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { probePlace } from '../../../src/io/machine/place-probe.ts';
import { mounted, NO_MOUNT } from '../../support/mounts.ts';
import { unless } from '../../support/unless.ts';

const NEVER = new AbortController().signal;

function emptyPlace(): Disposable & { readonly path: string } {
  const path = mkdtempSync(join(tmpdir(), 'gv-test-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

describe('a probe of a place', () => {
  it('measures with the files that it may make, and leaves nothing behind', async () => {
    using place = emptyPlace();
    const found = await probePlace(place.path, { mostFiles: 40, signal: NEVER });
    expect(found).toMatchObject({ exec: true, caseSensitive: true, full: false });
    expect(found.files).toBeGreaterThan(0);
    expect(found.files).toBeLessThanOrEqual(40);
    for (const rate of [found.createPerS, found.statPerS, found.readPerS, found.unlinkPerS])
      expect(rate).toBeGreaterThan(0);
    expect(found.fsyncMs?.n).toBeGreaterThan(0);
    expect(readdirSync(place.path)).toEqual([]);
  });

  it('removes its files when it is interrupted', async () => {
    using place = emptyPlace();
    const probe = probePlace(place.path, { mostFiles: 1_000_000, signal: AbortSignal.abort() });
    await expect(probe).rejects.toMatchObject({ code: 'interrupted' });
    expect(readdirSync(place.path)).toEqual([]);
  });

  it.each([
    ['a place that goes while files are made', (place: string) => place],
    ['a file that goes before it is looked at', (place: string, first: string) => join(place, first)],
  ])('tells of %s', async (_, goes) => {
    using place = emptyPlace();
    const probe = probePlace(place.path, { mostFiles: 1_000_000, signal: NEVER });
    const failure = expect(probe).rejects.toMatchObject({ code: 'disk' });
    let first: string | undefined;
    while (first === undefined) {
      await new Promise(setImmediate);
      first = readdirSync(place.path, { recursive: true, encoding: 'utf8' }).find((name) =>
        name.endsWith('/file0'),
      );
    }
    rmSync(goes(place.path, first), { recursive: true });
    await failure;
  });

  it('removes what a killed gv left there, and nothing else', async () => {
    using place = emptyPlace();
    const name = (digit: string): string => `.gv-probe-${digit.repeat(24)}`;
    const hoursAgo = Date.now() / 1000 - 2 * 60 * 60;
    mkdirSync(join(place.path, name('a'), 'below'), { recursive: true });
    for (const kept of ['b', 'c']) mkdirSync(join(place.path, name(kept)));
    mkdirSync(join(place.path, '.gv-probe-of-mine'));
    symlinkSync('.gv-probe-of-mine', join(place.path, name('d')));
    lutimesSync(join(place.path, name('d')), hoursAgo, hoursAgo);
    for (const old of [name('a'), '.gv-probe-of-mine']) utimesSync(join(place.path, old), hoursAgo, hoursAgo);
    await probePlace(place.path, { mostFiles: 1, signal: NEVER });
    expect(readdirSync(place.path)).toEqual([name('b'), name('c'), name('d'), '.gv-probe-of-mine']);
  });

  unless(process.geteuid?.() === 0 ? undefined : 'root alone can give a directory away')(
    'leaves the directories of other accounts alone',
    async () => {
      using place = emptyPlace();
      const other = join(place.path, `.gv-probe-${'e'.repeat(24)}`);
      mkdirSync(other);
      chownSync(other, 12_345, 12_345);
      utimesSync(other, 1, 1);
      await probePlace(place.path, { mostFiles: 1, signal: NEVER });
      expect(readdirSync(place.path)).toEqual([basename(other)]);
    },
  );

  it('fails where there is no such directory', async () => {
    const probe = probePlace('/nowhere/at/all', { mostFiles: 1, signal: NEVER });
    await expect(probe).rejects.toMatchObject({ code: 'disk' });
  });

  unless(NO_MOUNT)('says that a place is full, and removes what fitted in', async () => {
    using place = emptyPlace();
    using _ = mounted(['-t', 'tmpfs', '-o', 'nr_inodes=50,size=1m', 'tmpfs', place.path]);
    const found = await probePlace(place.path, { mostFiles: 2_000, signal: NEVER });
    expect(found).toMatchObject({ full: true, files: 48, fsyncMs: null });
    expect(readdirSync(place.path)).toEqual([]);
  });

  unless(NO_MOUNT)('sees that no program may run there', async () => {
    using place = emptyPlace();
    using _ = mounted(['-t', 'tmpfs', '-o', 'noexec,size=9m', 'tmpfs', place.path]);
    expect((await probePlace(place.path, { mostFiles: 9, signal: NEVER })).exec).toBe(false);
  });

  unless(NO_MOUNT)('is refused by a filesystem that is read-only', async () => {
    using place = emptyPlace();
    using _ = mounted(['-t', 'tmpfs', '-o', 'ro', 'tmpfs', place.path]);
    const probe = probePlace(place.path, { mostFiles: 9, signal: NEVER });
    await expect(probe).rejects.toMatchObject({ code: 'permission' });
  });
});
