import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Road } from '../../src/core/roads/road.ts';
import { readRoad, type RoadRequest } from '../../src/io/roads/road.ts';
import { runIn, testWorld, type TestWorld } from './test-world.ts';

export const LIB = 'git.corp.example/team/lib';

/** A git configuration that leads https addresses of its host to ssh. */
export const SSH = '[url "ssh://git@git.corp.example/"]\n\tinsteadOf = https://git.corp.example/\n';

/** A world with git and ssh of this machine, and files in its home by their names. Nothing of this machine's git configuration counts. */
export async function roadHome(
  files: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
): Promise<TestWorld> {
  const world = await testWorld();
  for (const [name, text] of Object.entries(files)) {
    const path = join(world.folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, { mode: 0o600 });
  }
  const own = {
    HOME: world.folder,
    PATH: '/usr/bin:/bin',
    GIT_CONFIG_NOSYSTEM: '1',
    TMPDIR: join(world.folder, 'tmp'),
  };
  mkdirSync(own.TMPDIR);
  return { ...world, env: { ...own, ...env } };
}

/** The output of a program in a world, as its oracle; empty where the program failed. */
export function told({ env, folder }: TestWorld, command: string, ...args: readonly string[]): string {
  const { status, stdout } = spawnSync(command, args, { env, cwd: join(folder, 'tmp'), encoding: 'utf8' });
  return status === 0 ? stdout.trimEnd() : '';
}

/** The road to the module `LIB`, or to the subject of the request. */
export async function roadTo(world: TestWorld, request: Partial<RoadRequest> = {}): Promise<Road> {
  const reading = await readRoad(runIn(world), { subject: LIB, goroot: undefined, ...request });
  if ('missing' in reading) throw new Error(reading.missing);
  return reading.road;
}
