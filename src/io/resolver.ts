import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { parseTrace, type Resolution } from '../core/trace.ts';
import { GvError } from '../errors.ts';
import type { World } from '../world.ts';
import { programFile } from './program.ts';

/**
 * Asks shims/resolve.sh, the one implementation of the choice, what it would answer in a directory. `overrides` change
 * the environment it sees. Fails with `failed` when the script does not run.
 */
export async function resolveBase(
  world: World,
  directory: string,
  overrides: Readonly<Record<string, string>> = {},
): Promise<Resolution> {
  const script = programFile('shims/resolve.sh');
  const child = spawn('/bin/sh', [script, '--trace', world.layout.root, directory], {
    env: { ...world.env, ...overrides },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: Buffer[] = [];
  const complaints: Buffer[] = [];
  child.stdout.on('data', (bytes: Buffer) => output.push(bytes));
  child.stderr.on('data', (bytes: Buffer) => complaints.push(bytes));
  await once(child, 'close');
  const resolution = parseTrace(Buffer.concat(output).toString('utf8'));
  if (resolution !== undefined) return resolution;
  throw new GvError('failed', `the resolver ${script} gave no verdict`, {
    hint: 'Run sh install.sh again; it puts gv in order.',
    cause: new Error(Buffer.concat(complaints).toString('utf8')),
  });
}
