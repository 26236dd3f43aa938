import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startReleaseServer } from '../test/support/release-server.ts';
import { newSigner } from '../test/support/release-signing.ts';
import { sandbox } from '../test/support/sandbox.ts';
import { tinyReleases } from '../test/support/toolchains.ts';
import { alternate, beyondFirst, repeated, type Row, type Subject } from './measure.ts';

const ROUNDS = 15;
/** Processes a batch: started by a small shell, whose own cost is then spread. */
const TIMES = 5;
const BUDGET = 1.6;
const DOCTOR_MS = 80;

/** `gv --help`, `gv list`, `gv outdated` and `gv doctor` with three toolchains, against a Node that does nothing. */
export async function startupBenchmarks(): Promise<readonly Row[]> {
  const signer = await newSigner();
  await using server = await startReleaseServer({
    releases: tinyReleases('1.22.5', '1.21.13', '1.20.14'),
    signer,
  });
  await using box = await sandbox({ server, signer });
  await box.gv(['install', '1.22.5', '1.21.13', '1.20.14']);
  // A healthy set-up: gv doctor names a toolchain without this file.
  for (const version of ['1.22.5', '1.21.13'])
    await writeFile(join(box.root, 'versions', version, 'go.env'), 'GOPROXY=off\nGOTOOLCHAIN=auto\n');
  const subject = (...command: Subject['command']): Subject =>
    repeated('/bin/sh', { command, cwd: box.project, env: box.env }, TIMES);
  const node = join(box.root, 'runtime', 'node');
  const gv = join(box.root, 'bin', 'gv');
  const [bare = 0, help = 0, list = 0, outdated = 0] = alternate(
    [subject(node, '-e', '0'), subject(gv, '--help'), subject(gv, 'list'), subject(gv, 'outdated')],
    ROUNDS,
  );
  const row = (what: string, time: number): Row => ({
    what,
    measured: `${(time / bare).toFixed(2)} × bare Node (${(time / TIMES).toFixed(1)} of ${(bare / TIMES).toFixed(1)} ms)`,
    budget: `≤ ${BUDGET} ×`,
    ok: time <= BUDGET * bare,
  });
  // The checkup reads what other commands do not, so that its time is a number of its own.
  const [more = Number.NaN] = beyondFirst([subject(node, '-e', '0'), subject(gv, 'doctor')], ROUNDS);
  return [
    row('gv --help', help),
    row('gv list', list),
    row('gv outdated (cached)', outdated),
    {
      what: 'gv doctor',
      measured: `${(more / TIMES).toFixed(0)} ms more than bare Node`,
      budget: `≤ ${DOCTOR_MS} ms more`,
      ok: more <= DOCTOR_MS * TIMES,
    },
  ];
}
