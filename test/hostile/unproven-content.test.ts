import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { installModule } from '../support/hostile-module.ts';
import { leftIn } from '../support/left.ts';
import { flipped, inTiles } from '../support/log-lies.ts';
import type { TestWorld } from '../support/test-world.ts';

/** All that a server's bytes became so far, with modes, and what of it lies outside the stage. */
interface Seen {
  readonly modes: readonly string[];
  readonly outside: readonly string[];
  readonly visible: readonly string[];
}

function modesBelow(directory: string): readonly string[] {
  const paths = ['', ...readdirSync(directory, { recursive: true, encoding: 'utf8' })];
  return paths.map((path) => {
    const found = statSync(join(directory, path));
    return `${found.isDirectory() ? 'directory' : 'file'} ${(found.mode & 0o7777).toString(8)}`;
  });
}

async function look(world: TestWorld): Promise<Seen> {
  const { staging, versions, receipts, shims, aliases } = world.layout;
  const stages = readdirSync(staging).map((name) => join(staging, name));
  const left = await leftIn(world);
  const rooms = [versions, receipts, shims, aliases];
  return {
    modes: [...new Set([staging, ...stages].flatMap((path) => modesBelow(path)))].toSorted(),
    outside: left.filter((path) => !path.startsWith('root/staging/1.22.5+new-')),
    visible: rooms.flatMap((room) => {
      try {
        return readdirSync(room);
      } catch {
        return [];
      }
    }),
  };
}

/** Installs from a log that answers only after the whole zip was unpacked; gives what there was at that moment. */
async function seenBeforeProof(
  lies: boolean,
): Promise<{ readonly code: string; readonly seen: Seen; readonly left: readonly string[] }> {
  const gate = Promise.withResolvers<void>();
  let looking: Promise<Seen> | undefined;
  const { code, left } = await installModule({
    until: gate.promise,
    ...(lies ? { lie: inTiles((bytes) => flipped(bytes, 7)) } : {}),
    onUnpack: (world) => {
      looking ??= look(world).finally(() => gate.resolve());
    },
  });
  if (looking === undefined) throw new Error('nothing was unpacked');
  return { code, seen: await looking, left };
}

const CLOSED: Seen = { modes: ['directory 700', 'file 600'], outside: [], visible: [] };

describe('content that nothing has proven yet', () => {
  it('lies in a stage of its owner alone, is not executable, and is visible nowhere', async () => {
    const { code, seen } = await seenBeforeProof(false);
    expect(seen).toEqual(CLOSED);
    expect(code).toBe('ok');
  });

  it('is gone when the log denies it', async () => {
    expect(await seenBeforeProof(true)).toEqual({ code: 'log-wrong', seen: CLOSED, left: [] });
  });
});
