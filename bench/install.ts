import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { realMaterial } from '../test/support/real.ts';
import { startReleaseServer } from '../test/support/release-server.ts';
import { sharedSigner } from '../test/support/release-signing.ts';
import { sandbox, type Sandbox } from '../test/support/sandbox.ts';
import { afterLastByte } from './last-byte.ts';
import { median, type Row } from './measure.ts';
import { timed } from './timed.ts';

const ROUNDS = 7;
const VERSION = '1.24.9';
const NAME = `go${VERSION}.linux-amd64.tar.gz`;
const BUDGET = 0.9;
const MEMORY_MB = 260;
const CPU_SECONDS = 1.9;

/** A whole install of a real release, both proofs, against tar and sha256sum on the same file; all on tmpfs where there is one. */
export async function installBenchmarks(): Promise<readonly Row[]> {
  const material = realMaterial(`dist/${NAME}`);
  if ('missing' in material) {
    process.stderr.write(`no install benchmark: ${material.missing}\n`);
    return [];
  }
  const files = [{ fileName: NAME, os: 'linux', arch: 'amd64', path: material.path }];
  const signer = await sharedSigner();
  await using server = await startReleaseServer({
    releases: [{ version: VERSION, files }],
    signer,
    lifetimeMs: 600_000,
  });
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'gv-bench-'));
  process.env['TMPDIR'] = folder;
  try {
    await using box = await sandbox({ server });
    await writeFile(join(box.home, 'keyring.asc'), signer.publicKey);
    const whole = await rows(box, { install: installCommand(box, '-q'), archive: material.path });
    const paced = { server, name: NAME, install: installCommand(box, '--json') };
    return [...whole, ...(await afterLastByte(box, paced))];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function installCommand({ root, home }: Sandbox, output: '-q' | '--json'): readonly string[] {
  return [join(root, 'bin', 'gv'), 'install', output, '--keyring', join(home, 'keyring.asc'), VERSION];
}

interface Compared {
  readonly install: readonly string[];
  readonly archive: string;
}

async function rows(box: Sandbox, { install, archive }: Compared): Promise<readonly Row[]> {
  const tree = join(box.home, 'tree');
  const byHand = `rm -rf '${tree}'; mkdir '${tree}'; tar xzf '${archive}' -C '${tree}' && sha256sum '${archive}'`;
  const times: { readonly gv: number[]; readonly hand: number[] } = { gv: [], hand: [] };
  const seconds: { readonly gv: number[]; readonly hand: number[] } = { gv: [], hand: [] };
  const place = { cwd: box.project, env: box.env };
  let peak = 0;
  for (let round = 0; round <= ROUNDS; round += 1) {
    rmSync(join(box.root, 'versions'), { recursive: true, force: true });
    mkdirSync(join(box.root, 'versions'));
    const ours = await timed(install, place);
    const theirs = await timed(['sh', '-c', byHand], place);
    if (round === 0) continue;
    times.gv.push(ours.ms);
    times.hand.push(theirs.ms);
    seconds.gv.push(ours.cpuSeconds);
    seconds.hand.push(theirs.cpuSeconds);
    peak = Math.max(peak, ours.peakMb);
  }
  const [gv, hand] = [median(times.gv), median(times.hand)];
  return [
    {
      what: `gv install ${VERSION}, both proofs`,
      measured: `${(gv / hand).toFixed(2)} × tar + sha256sum (${(gv / 1000).toFixed(2)} of ${(hand / 1000).toFixed(2)} s)`,
      budget: `≤ ${BUDGET} ×`,
      ok: gv <= BUDGET * hand,
    },
    {
      what: 'CPU of it',
      measured: `${median(seconds.gv).toFixed(2)} s (tar + sha256sum ${median(seconds.hand).toFixed(2)} s)`,
      budget: `≤ ${CPU_SECONDS} s`,
      ok: median(seconds.gv) <= CPU_SECONDS,
    },
    { what: 'peak memory of it', measured: `${peak} MB`, budget: `≤ ${MEMORY_MB} MB`, ok: peak <= MEMORY_MB },
  ];
}
