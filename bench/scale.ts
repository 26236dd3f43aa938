import { join } from 'node:path';
import { sandbox, type Sandbox } from '../test/support/sandbox.ts';
import { inMemory } from './in-memory.ts';
import { fill } from './large-store.ts';
import { repeated, type Row } from './measure.ts';
import { openPty, processorTime } from './pty.ts';
import { timed } from './timed.ts';

/** Toolchains, with ten times as many known projects: each store is twice as large as the one before. */
const SIZES = [25, 50, 100, 200] as const;
const PROJECTS_PER_TOOLCHAIN = 10;
const ROUNDS = 3;
/** Processes a measurement: GNU time counts in hundredths of a second. */
const TIMES = 3;
/** Of a curve: the growth of the last doubling is at most so many times that of the one before. Linear is 2, quadratic 4. */
const GROWTH = 3;
/** A store that is twice as large adds less than this share to the time: the rest is starting a process. */
const FLAT = 0.25;

type Curve = readonly [what: string, points: number[]];

/**
 * Processor time of commands with more and more toolchains and projects, in ms; a curve that grows faster than the store is over
 * its budget. Wall time would tell more of the machine than of the growth.
 */
export async function scaleBenchmarks(): Promise<readonly Row[]> {
  const curves: readonly Curve[] = COMMANDS.map(({ what }) => [what, []]);
  for (const size of SIZES) {
    await inMemory(async () => {
      await using box = await sandbox();
      const { newest } = await fill(box, size, size * PROJECTS_PER_TOOLCHAIN);
      for (const [index, { run, once }] of COMMANDS.entries()) {
        const times: number[] = [];
        for (let round = 0; round < (once === true ? 1 : ROUNDS); round += 1)
          times.push(await run({ box, release: newest[round % 2] ?? '', newest: newest[0] }));
        curves[index]?.[1].push(Math.min(...times));
      }
    });
  }
  return curves.map(rowOf);
}

interface Measured {
  readonly box: Sandbox;
  /** Another one each time. */
  readonly release: string;
  readonly newest: string;
}

/** The fastest of some runs counts, as the growth of a median is mostly that of the noise. */
interface Command {
  readonly what: string;
  readonly run: (measured: Measured) => Promise<number>;
  /** Measured last and once, as the store is another one afterwards. */
  readonly once?: true;
}

const TABS = 20;

/** Completes `gv use 1.` in one shell, again and again. */
const TAB = `. "$1"; COMP_WORDS=(gv use 1.); COMP_CWORD=2
for ((n = 0; n < ${TABS}; n++)); do __gv_complete; done; [[ \${#COMPREPLY[@]} -gt 0 ]]`;

/** Milliseconds of processor time of one process among `times` equal ones. */
async function cpuMs(command: readonly string[], box: Sandbox, times: number): Promise<number> {
  const place = { cwd: box.project, env: box.env };
  const { command: loop } = repeated(
    '/bin/sh',
    { ...place, command: [command[0] ?? '', ...command.slice(1)] },
    times,
  );
  return ((await timed(loop, place)).cpuSeconds * 1000) / times;
}

const COMMANDS: readonly Command[] = [
  gv('list', () => ['list']),
  gv('use', ({ release }) => ['use', release]),
  gv('rehash', () => ['rehash']),
  gv('prune', () => ['prune', '-n', '--patches']),
  {
    what: `Tab, ${TABS} times`,
    run: ({ box }) =>
      cpuMs(['bash', '-c', TAB, 'bash', join(box.root, 'lib', 'completions', 'gv.bash')], box, 1),
  },
  {
    what: 'the screen until its list is there',
    run: async ({ box, newest }) => {
      await using pty = await openPty('gv tui', { cwd: box.project, env: box.env });
      await pty.shows(newest);
      return await processorTime(pty.pid);
    },
  },
  { ...gv('prune that removes seven of eight', () => ['prune', '-y', '--patches'], 1), once: true },
];

function gv(what: string, args: (measured: Measured) => readonly string[], times = TIMES): Command {
  return {
    what: `gv ${what}`,
    run: (measured) => cpuMs([join(measured.box.root, 'bin', 'gv'), ...args(measured)], measured.box, times),
  };
}

function rowOf([what, points]: Curve): Row {
  const [before = Number.NaN, middle = Number.NaN, last = Number.NaN] = points.slice(-3);
  const ratio = (last - middle) / Math.max(middle - before, (FLAT / 2) * before);
  const isFlat = last - middle <= FLAT * middle;
  const curve = points.map((ms) => ms.toFixed(0)).join(', ');
  const shape = isFlat ? 'flat' : `growth × ${ratio.toFixed(1)}`;
  return {
    what: `${what}: ${SIZES.join(', ')} toolchains`,
    measured: `${curve} ms, ${shape}`,
    budget: `≤ × ${GROWTH}`,
    ok: isFlat || ratio <= GROWTH,
    value: last,
  };
}
