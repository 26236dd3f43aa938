import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { leftIn } from './left.ts';
import type { TestWorld } from './test-world.ts';

/** All that a server's bytes became so far, with modes, and what of it lies outside the stage. */
export interface Seen {
  /** Modes of staging/ and of the stage in it. */
  readonly stage: readonly string[];
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

/** Looks at a world in which go 1.22.5 is unpacked, and not proven yet. */
export async function seenUnproven(world: TestWorld): Promise<Seen> {
  const { staging, versions, receipts, shims, aliases } = world.layout;
  const stages = readdirSync(staging).map((name) => join(staging, name));
  const left = await leftIn(world);
  const rooms = [versions, receipts, shims, aliases];
  return {
    stage: [staging, ...stages].map((path) => (statSync(path).mode & 0o7777).toString(8)),
    modes: [...new Set(stages.flatMap((path) => modesBelow(path)))].toSorted(),
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
