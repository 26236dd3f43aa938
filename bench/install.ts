import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { realMaterial } from '../test/support/real.ts';
import { startReleaseServer } from '../test/support/release-server.ts';
import { sharedSigner } from '../test/support/release-signing.ts';
import { sandbox, type Sandbox } from '../test/support/sandbox.ts';
import { median, type Row } from './measure.ts';
import { timed } from './timed.ts';

const ROUNDS = 7;
const VERSION = '1.24.9';
const NAME = `go${VERSION}.linux-amd64.tar.gz`;
const BUDGET = 0.9;
const MEMORY_MB = 300;

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
    return await rows(box, material.path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function rows(box: Sandbox, archive: string): Promise<readonly Row[]> {
  const tree = join(box.home, 'tree');
  const byHand = `rm -rf '${tree}'; mkdir '${tree}'; tar xzf '${archive}' -C '${tree}' && sha256sum '${archive}'`;
  const install = [
    join(box.root, 'bin', 'gv'),
    'install',
    '-q',
    '--keyring',
    join(box.home, 'keyring.asc'),
    VERSION,
  ];
  const times: { readonly gv: number[]; readonly hand: number[] } = { gv: [], hand: [] };
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
    { what: 'peak memory of it', measured: `${peak} MB`, budget: `≤ ${MEMORY_MB} MB`, ok: peak <= MEMORY_MB },
  ];
}
