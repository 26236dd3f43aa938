import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseVersion } from '../../src/core/version.ts';
import { openHttp } from '../../src/io/http/http.ts';
import type { CarriedFile, Verified } from '../../src/jobs/carried/carried-file.ts';
import { verifyFile } from '../../src/jobs/carried/carried.ts';
import { askLog as askDatabase } from '../../src/jobs/log/ask-log.ts';
import { parseVerifierKey } from '../../src/trust/log/verifier-key.ts';
import { embeddedKeyring } from '../../src/trust/openpgp/keys.ts';
import { proofFileText } from '../../src/trust/proof-file/proof-file.ts';
import { ENTRIES, goodLog, H1, KEY, ZIP } from '../support/believer.ts';
import { failureOf } from '../support/failure.ts';
import { askLog } from '../support/log-ask.ts';
import { recordOf, testLog, VERSION, type TestLog } from '../support/log.ts';
import { startModuleProxy } from '../support/module-proxy.ts';
import { runIn, testWorld, type TestWorld } from '../support/test-world.ts';
import { zipBytes } from '../support/zip-bytes.ts';

const NAME = `${VERSION}.zip`;
const PROOF = `${NAME}.tlog-proof`;
const EVIL = zipBytes(
  ENTRIES.map((entry) => (entry.name.endsWith('print.go') ? { ...entry, body: 'package evil\n' } : entry)),
);
const verifier = parseVerifierKey(KEY.text);
const version = parseVersion('1.22.5') ?? expect.fail();

/** A log of the trusted key with the record of the zip; another `seed` makes another history. */
function logOf(size: number, seed = ''): TestLog {
  const others = new Map(
    seed === '' ? [] : [[5, `example.test/${seed} v1.0.0 h1:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n`]],
  );
  return testLog({ size, id: 77, key: KEY, version: VERSION, record: recordOf(VERSION, H1), others });
}

async function proofText(log: TestLog): Promise<string> {
  return await proofFileText(await askLog(log), verifier);
}

interface Brought {
  readonly world: TestWorld;
  readonly zip?: Uint8Array;
  readonly proof: string;
  readonly named?: string;
}

/** Proves a carried zip beside its proof file, with no network. */
async function verified({
  world,
  zip = ZIP,
  proof,
  named,
}: Brought): Promise<Verified & { said: readonly string[] }> {
  await writeFile(join(world.folder, NAME), zip);
  await writeFile(join(world.folder, named ?? PROOF), proof);
  const said: string[] = [];
  const run = runIn(world, {
    offline: true,
    emit: (event) => void (event.type === 'notice' && said.push(event.text)),
  });
  const file: CarriedFile = {
    path: join(world.folder, NAME),
    signature: undefined,
    sha256: undefined,
    logProof: named,
    keyring: embeddedKeyring(),
    logKey: KEY.text,
    unproven: false,
    demanded: [],
  };
  return { ...(await verifyFile(run, file)), said };
}

/** Asks the database, which has this log now; gives the warnings. */
async function ask(world: TestWorld, log: TestLog): Promise<readonly string[]> {
  await using proxy = await startModuleProxy({ sumdb: (path) => Promise.resolve(log.answer(path)) });
  const said: string[] = [];
  const env = { ...world.env, GOPROXY: proxy.url, GOENV: 'off' };
  const run = runIn(
    { ...world, env },
    { emit: (event) => void (event.type === 'warning' && said.push(event.text)) },
  );
  const http = openHttp(run);
  try {
    await askDatabase(run, { http, version, platform: run.platform, logKey: KEY.text });
    return said;
  } finally {
    await http.close();
  }
}

function headsOf({ layout }: TestWorld): readonly [string, string] {
  const [own] = layout.logHeads(verifier.hash);
  return [own, `${own}.carried`];
}

describe('a carried zip with a proof file', () => {
  it('is proven without a network, and the head waits for the database, never as the newest', async () => {
    await using world = await testWorld();
    const result = await verified({ world, proof: await proofText(logOf(300)) });
    expect(result.proofs).toEqual([{ kind: 'log', h1: H1, record: 77, treeSize: 300 }]);
    expect(result.said.join()).toContain('is of 300 records, and no other is known here');
    const [own, carried] = headsOf(world);
    expect([existsSync(own), existsSync(carried)]).toEqual([false, true]);
    // The log that has not come so far yet leaves the head waiting, and says so.
    expect((await ask(world, logOf(200))).join()).toContain(
      'has 300 records, but the checksum database shows 200',
    );
    expect(existsSync(carried)).toBe(true);
    expect(readFileSync(own, 'utf8')).toBe(logOf(200).head());
    expect(await ask(world, logOf(400))).toEqual([]);
    expect(existsSync(carried)).toBe(false);
    const later = await verified({ world, proof: await proofText(logOf(300)), named: 'given' });
    expect(later.said.join()).toContain('100 older than the newest');
  });

  it('is refused where its head forks from one that is known here; both are kept', async () => {
    await using world = await testWorld();
    await ask(world, logOf(300));
    const failure = await failureOf(verified({ world, proof: await proofText(logOf(300, 'evil')) }));
    expect(failure.code).toBe('log-fork');
    const [own, carried] = headsOf(world);
    expect(readFileSync(`${own}.fork-2`, 'utf8')).toBe(logOf(300, 'evil').head());
    expect(existsSync(carried)).toBe(false);
  });

  it('is found out by the next question where its head forks from another one', async () => {
    await using world = await testWorld();
    await verified({ world, proof: await proofText(logOf(300, 'evil')) });
    expect((await failureOf(ask(world, logOf(400)))).code).toBe('log-fork');
    const [own] = headsOf(world);
    expect(readFileSync(`${own}.fork-1`, 'utf8')).toBe(logOf(300, 'evil').head());
  });

  it('is refused with another file in it, and with a proof of another release', async () => {
    await using world = await testWorld();
    const proof = await proofText(goodLog());
    expect((await failureOf(verified({ world, zip: EVIL, proof }))).code).toBe('log-wrong');
    const other = testLog({
      size: 300,
      id: 77,
      key: KEY,
      record: recordOf('v0.0.1-go1.22.4.linux-amd64', H1),
      version: VERSION,
    });
    const text = await proofText(logOf(300));
    const stranger = text.replace(
      /^extra .*$/m,
      `extra ${Buffer.from(other.tree.recordAt(77)).toString('base64')}`,
    );
    for (const bad of [stranger, text.replace('index 77', 'index 78'), text.slice(0, -5)])
      expect((await failureOf(verified({ world, proof: bad }))).code).toBe('proof-wrong');
    expect((await failureOf(verified({ world, proof: '<html>' }))).code).toBe('proof-malformed');
    expect(existsSync(headsOf(world)[1])).toBe(true);
  });
});
