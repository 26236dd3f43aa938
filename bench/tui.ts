import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GivenRelease } from '../test/support/release-files.ts';
import { startReleaseServer } from '../test/support/release-server.ts';
import { newSigner } from '../test/support/release-signing.ts';
import { sandbox, type Sandbox } from '../test/support/sandbox.ts';
import { tinyRelease } from '../test/support/toolchains.ts';
import { median, type Row } from './measure.ts';
import { openPty, processorTime, type Pty, TICK_MS } from './pty.ts';

const ROUNDS = 15;
const LINES = 27;
const PATCHES = 15;
const PLATFORMS = 24;
const FIRST_PAINT_MS = 160;
const KEY_MS = 20;
/** As a key that is held down repeats. */
const BETWEEN_MS = 33;
const IDLE_MS = 5000;

/** The screen with four hundred releases: the time until its list is there, the time from a key to its row, and the cost of an idle screen. */
export async function tuiBenchmarks(): Promise<readonly Row[]> {
  const [installed, ...published] = names();
  const signer = await newSigner();
  await using server = await startReleaseServer({
    releases: [installed, ...published].map((name) => everywhere(tinyRelease(name ?? ''))),
    signer,
  });
  await using box = await sandbox({ server, signer });
  await box.gv(['install', installed ?? '']);
  await box.gv(['list', '--remote']);
  await mkdir(box.project, { recursive: true });
  await writeFile(join(box.project, '.go-version'), `${installed}\n`);
  return [...(await firstPaint(box)), ...(await inUse(box))];
}

/** As many files as a real release has, so that the index is as large as the real one. */
function everywhere({ version, files }: GivenRelease): GivenRelease {
  const others = files.flatMap((file) =>
    Array.from({ length: PLATFORMS }, (_, index) => {
      const os = `plan${index}`;
      return { ...file, os, fileName: file.fileName.replace('linux', os) };
    }),
  );
  return { version, files: [...files, ...others] };
}

function names(): readonly string[] {
  return Array.from({ length: LINES * PATCHES }, (_, index) => {
    const patch = PATCHES - 1 - (index % PATCHES);
    return `1.${LINES + 20 - Math.floor(index / PATCHES)}.${patch}`;
  });
}

/** The newest release of the newest line but one: only a list that was read can show it. */
const LISTED = `1.${LINES + 19}`;

async function firstPaint(box: Sandbox): Promise<readonly Row[]> {
  const node = join(box.root, 'runtime', 'node');
  const times: { readonly bare: number[]; readonly screen: number[] } = { bare: [], screen: [] };
  await lookAround(box);
  for (let round = 0; round <= ROUNDS; round += 1) {
    const bare = await until(box, `${node} -e 'console.log("here")'`, 'here');
    const screen = await until(box, 'gv tui', LISTED);
    if (round === 0) continue;
    times.bare.push(bare);
    times.screen.push(screen);
  }
  const [bare, screen] = [median(times.bare), median(times.screen)];
  return [
    {
      what: 'gv tui until the list is there',
      measured: `${screen.toFixed(0)} ms (bare Node: ${bare.toFixed(0)} ms)`,
      budget: `≤ ${FIRST_PAINT_MS} ms`,
      ok: screen <= FIRST_PAINT_MS,
    },
  ];
}

/** Opens the screen once before the measurements, until its lists are complete. */
async function lookAround(box: Sandbox): Promise<void> {
  await using pty = await openPty('gv tui', { cwd: box.project, env: box.env });
  await pty.shows(LISTED);
  await pty.quiet();
}

async function until(box: Sandbox, command: string, text: string): Promise<number> {
  await using pty = await openPty(command, { cwd: box.project, env: box.env });
  return await pty.shows(text);
}

/** The newest release of each of the first two lines: in the row that the cursor leaves or reaches, which is drawn whole. */
const [FIRST, NEXT] = [`1.${LINES + 20}.${PATCHES - 1}`, `1.${LINES + 19}.${PATCHES - 1}`];

async function inUse(box: Sandbox): Promise<readonly Row[]> {
  await using pty = await openPty('gv tui', { cwd: box.project, env: box.env });
  await pty.shows(LISTED);
  await pty.quiet();
  const idle = await idleCost(pty);
  const times: number[] = [];
  for (let press = 0; press < 4 * ROUNDS; press += 1) {
    const [name, wanted] = press % 2 === 0 ? ['j', NEXT] : ['k', FIRST];
    times.push(await pty.press(name, wanted));
    await pty.pause(BETWEEN_MS);
  }
  const key = median(times);
  return [
    {
      what: `a key until the screen shows it, ${LINES * PATCHES} releases`,
      measured: `${key.toFixed(1)} ms`,
      budget: `≤ ${KEY_MS} ms`,
      ok: key <= KEY_MS,
    },
    {
      what: `processor time in ${IDLE_MS / 1000} s of looking at it`,
      measured: `${idle} ms`,
      budget: `≤ ${TICK_MS} ms`,
      ok: idle <= TICK_MS,
    },
  ];
}

async function idleCost(pty: Pty): Promise<number> {
  const before = await processorTime(pty.pid);
  await pty.pause(IDLE_MS);
  return (await processorTime(pty.pid)) - before;
}
