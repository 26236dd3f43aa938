import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import type { World } from '../../world.ts';
import { personEnvironment } from './environment.ts';
import { shimFile } from './program.ts';

/** Runs gv's own launcher with these arguments on this terminal and gives its exit code, 128 + n for signal n. */
export async function runLauncher(world: World, args: readonly string[]): Promise<number> {
  // The launcher of a checkout has no Node of its own.
  const env = { ...personEnvironment(world.env), GV_ROOT: world.layout.root, GV_NODE: process.execPath };
  const child = spawn('/bin/sh', [shimFile('gv'), ...args], { env, stdio: 'inherit' });
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
}
