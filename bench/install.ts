import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { realMaterial } from '../test/support/real.ts';
import { startReleaseServer } from '../test/support/release-server.ts';
import { sharedSigner } from '../test/support/release-signing.ts';
import { sandbox, type Sandbox } from '../test/support/sandbox.ts';
import { byHand } from './by-hand.ts';
import { type Contestant, contest, type Outcome } from './contest.ts';
import { inMemory } from './in-memory.ts';
import { afterLastByte } from './last-byte.ts';
import type { Row } from './measure.ts';
import { type Mirror, type MirrorFiles, startMirror } from './mirror.ts';
import { mise } from './mise.ts';
import { figureRow, ratioRow, sideRows } from './row.ts';

const ROUNDS = 5;
const VERSION = '1.24.9';
const NAME = `go${VERSION}.linux-amd64.tar.gz`;
/** Bytes a second of a good line. */
const PACE = 50_000_000;

/**
 * A whole install of a real release, both proofs, in turn with mise, which proves the SHA-256 alone, and with programs that unpack
 * the same file from disk and prove nothing; then behind a server of 50 MB/s. All on tmpfs where there is one.
 */
export async function installBenchmarks(): Promise<readonly Row[]> {
  const material = realMaterial(`dist/${NAME}`);
  if ('missing' in material) {
    process.stderr.write(`no install benchmark: ${material.missing}\n`);
    return [];
  }
  return await inMemory(async (folder) => {
    const signer = await sharedSigner();
    const { path } = material;
    await using server = await startReleaseServer({
      releases: [{ version: VERSION, files: [{ fileName: NAME, os: 'linux', arch: 'amd64', path }] }],
      signer,
      lifetimeMs: 1_800_000,
    });
    await using box = await sandbox({ server });
    await writeFile(join(box.home, 'keyring.asc'), signer.publicKey);
    const files = filesOf(path);
    await using fast = await startMirror({ files });
    await using paced = await startMirror({ files, pace: PACE });
    const hands = byHand({ folder, archive: path, go: join('go', 'bin', 'go') });
    const whole = await contest([...rivals(box, fast, folder), ...hands], ROUNDS);
    return [
      ...wholeRows(whole),
      ...(await afterLastByte({ contestants: rivals(box, paced, folder), paced })),
    ];
  });
}

/** mise compares the whole text of a `.sha256`, in which a newline would count. */
function filesOf(path: string): MirrorFiles['files'] {
  const text = createHash('sha256').update(readFileSync(path)).digest('hex');
  return { [NAME]: { path }, [`${NAME}.sha256`]: { text } };
}

/** gv and mise, which take the archive from the same server. */
function rivals(box: Sandbox, mirror: Mirror, folder: string): readonly Contestant[] {
  const own = join(folder, `mise-${new URL(mirror.url).port}`);
  const other = mise({ folder: own, version: VERSION, mirror: mirror.url });
  const gv: Contestant = {
    name: 'gv',
    command: [
      join(box.root, 'bin', 'gv'),
      'install',
      '-q',
      '--keyring',
      join(box.home, 'keyring.asc'),
      VERSION,
    ],
    place: { cwd: box.project, env: { ...box.env, GV_MIRROR: mirror.url } },
    before: () => {
      for (const name of ['versions', 'cache', 'receipts'])
        rmSync(join(box.root, name), { recursive: true, force: true });
      mkdirSync(join(box.root, 'versions'));
    },
    made: () => [join(box.root, 'versions', VERSION, 'bin', 'go')],
  };
  return other === undefined ? [gv] : [gv, other];
}

function wholeRows(outcomes: readonly Outcome[]): readonly Row[] {
  const what = `install ${VERSION}`;
  const gv = outcomes.find(({ name }) => name === 'gv');
  const figures =
    gv === undefined || 'failure' in gv
      ? []
      : [
          figureRow({ what: `${what}: CPU`, value: gv.cpuSeconds.median, unit: 's', most: 1.9 }),
          figureRow({ what: `${what}: memory`, value: gv.peakMb, unit: 'MB', most: 260 }),
        ];
  const hasMise = outcomes.some(({ name }) => name === 'mise');
  return [
    ...sideRows(what, outcomes),
    ...(hasMise ? [ratioRow(outcomes, { what, one: 'gv', other: 'mise', most: 1 })] : []),
    ratioRow(outcomes, { what, one: 'gv', other: 'tar + sha256sum', most: 0.9 }),
    ...figures,
  ];
}
