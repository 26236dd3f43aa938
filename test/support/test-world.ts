import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { layoutOf } from '../../src/core/layout.ts';
import { newOnce } from '../../src/core/once.ts';
import type { Run, World } from '../../src/world.ts';

export interface TestWorld extends World, AsyncDisposable {
  /** An empty directory of this test; GV_ROOT is `root` in it. */
  readonly folder: string;
  /** What was written to stderr. */
  readonly said: () => string;
  readonly controller: AbortController;
}

/** A run in a world, which nobody listens to unless `changes` say who. */
export function runIn(world: World, changes: Partial<Run> = {}): Run {
  return { ...world, offline: false, emit: () => undefined, once: newOnce(), ...changes };
}

export interface TestWorldOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly now?: () => Date;
}

/** A world of its own: nothing of this machine's environment, HOME and GV_ROOT in a directory that `await using` removes. */
export async function testWorld(options: TestWorldOptions = {}): Promise<TestWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'gv-test-'));
  const controller = new AbortController();
  let text = '';
  const output = {
    isTerminal: false,
    columns: 80,
    write: (part: string) => {
      text += part;
    },
  };
  return {
    env: { HOME: folder, ...options.env },
    cwd: folder,
    home: folder,
    layout: layoutOf(join(folder, 'root')),
    platform: { os: 'linux', arch: 'amd64' },
    stdout: output,
    stderr: output,
    signal: controller.signal,
    now: options.now ?? (() => new Date()),
    folder,
    said: () => text,
    controller,
    // A question to the log may still be answered after an install failed.
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 }),
  };
}
