import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Mode } from '../test/support/release-modes.ts';
import type { ReleaseServer } from '../test/support/release-server.ts';
import type { Sandbox } from '../test/support/sandbox.ts';
import { median, type Row } from './measure.ts';

const ROUNDS = 5;
const BUDGET_MS = 300;
/** About 50 MB a second. */
const PACE: Mode = { kind: 'slow', bytes: 250_000, everyMs: 5 };

interface PacedInstall {
  readonly server: ReleaseServer;
  /** The archive's name. */
  readonly name: string;
  /** Prints its events, one JSON object a line. */
  readonly install: readonly string[];
}

/** Behind a line of 50 MB a second: the time from the last byte of an archive until its toolchain is placed. */
export async function afterLastByte(
  box: Sandbox,
  { server, name, install }: PacedInstall,
): Promise<readonly Row[]> {
  server.set(name, PACE);
  const times: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    rmSync(join(box.root, 'versions'), { recursive: true, force: true });
    mkdirSync(join(box.root, 'versions'));
    const took = await placedAfter(box, install);
    if (round > 0) times.push(took);
  }
  const usual = median(times);
  return [
    {
      what: 'last byte to placed, behind 50 MB/s',
      measured: `${usual.toFixed(0)} ms (${Math.min(...times).toFixed(0)} to ${Math.max(...times).toFixed(0)} ms)`,
      budget: `≤ ${BUDGET_MS} ms`,
      ok: usual <= BUDGET_MS,
    },
  ];
}

/** Milliseconds between the events of the last byte and of the placed toolchain, as they are read from a pipe. */
async function placedAfter(
  { project, env }: Sandbox,
  [program = '', ...args]: readonly string[],
): Promise<number> {
  const child = spawn(program, args, { env, cwd: project, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  let [arrived, placed] = [Number.NaN, Number.NaN];
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.includes('"type":"downloaded"')) arrived = performance.now();
    if (line.includes('"type":"placed"')) placed = performance.now();
  }
  const [code] = (await ended) as [number | null];
  if (code !== 0 || Number.isNaN(placed - arrived))
    throw new Error(`${program} ended with ${code}, and did not say when the last byte was there`);
  return placed - arrived;
}
