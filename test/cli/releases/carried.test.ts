import { createHash } from 'node:crypto';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startReleaseServer } from '../../support/release-server.ts';
import { newSigner } from '../../support/release-signing.ts';
import { sampled } from '../../support/sample.ts';
import { sandbox, type Sandbox } from '../../support/sandbox.ts';
import { tarGz, toolchainEntries } from '../../support/tar-bytes.ts';
import { tinyReleases } from '../../support/toolchains.ts';

const signer = await newSigner();
const NAME = 'go1.22.5.linux-amd64.tar.gz';
const BYTES = tarGz(toolchainEntries('1.22.5'));
const SHA256 = createHash('sha256').update(BYTES).digest('hex');

async function bring(box: Sandbox, bytes: Uint8Array = BYTES): Promise<void> {
  await writeFile(join(box.project, NAME), bytes);
  await writeFile(join(box.project, `${NAME}.asc`), await signer.sign(BYTES));
}

function flipped(at: number): Buffer {
  const bytes = Buffer.from(BYTES);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes;
}

describe('gv verify FILE', () => {
  it('proves a file without installing it and without network', async () => {
    await using box = await sandbox({ signer });
    await bring(box);
    const ran = await box.gv(['verify', `./${NAME}`]);
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(ran.stdout).toContain('go 1.22.5 (linux-amd64)');
    expect(ran.stdout).toContain(signer.fingerprint);
    expect((await box.gv(['list'])).stdout).toContain('nothing is installed');
    const { data } = JSON.parse((await box.gv(['verify', NAME, '--json'])).stdout) as { data: unknown };
    expect(data).toMatchObject({ files: [{ release: '1.22.5', target: 'linux-amd64', sha256: SHA256 }] });
  });

  it('takes the digest from --sha256 or from the cached index', async () => {
    await using server = await startReleaseServer({ releases: tinyReleases('1.22.5'), signer });
    await using box = await sandbox({ server, signer });
    await bring(box);
    expect((await box.gv(['verify', NAME, '--sha256', SHA256])).stdout).toContain('SHA-256 as in --sha256');
    expect(await box.gv(['verify', NAME, '--sha256', '0'.repeat(64)])).toMatchObject({ code: 5 });
    await box.gv(['list', '--remote']);
    expect((await box.gv(['verify', NAME])).stdout).toContain('SHA-256 as in the cached release index');
  });

  it.each(sampled([0, 9, 40, 200, BYTES.length - 1], 4))('one flipped bit at byte %i: exit 5', async (at) => {
    await using box = await sandbox({ signer });
    await bring(box, flipped(at));
    expect(await box.gv(['verify', NAME])).toMatchObject({ code: 5, stdout: '' });
    expect(await box.gv(['install', `./${NAME}`])).toMatchObject({ code: 5, stdout: '' });
    expect(await readdir(join(box.root, 'versions')).catch(() => [])).toEqual([]);
  });

  it.each(
    sampled(
      [
        ['a missing signature', ['verify', NAME], 5],
        ['a named signature that is not there', ['verify', NAME, '--signature', './nothing.asc'], 6],
        ['a file under another name', ['verify', './archive.tar.gz'], 2],
        ['a directory', ['verify', './go1.22.6.linux-amd64.tar.gz'], 6],
        ['a FIFO', ['verify', './go1.22.7.linux-amd64.tar.gz'], 6],
      ],
      2,
    ),
  )('%s is named', async (_, args, code) => {
    await using box = await sandbox({ signer });
    await writeFile(join(box.project, NAME), BYTES);
    await writeFile(join(box.project, 'archive.tar.gz'), BYTES);
    await box.run(['sh', '-c', 'mkdir go1.22.6.linux-amd64.tar.gz; mkfifo go1.22.7.linux-amd64.tar.gz']);
    expect((await box.gv(args)).code).toBe(code);
  });

  it('a file with the name of another release is refused', async () => {
    await using box = await sandbox({ signer });
    await writeFile(join(box.project, 'go1.22.6.linux-amd64.tar.gz'), BYTES);
    await writeFile(join(box.project, 'go1.22.6.linux-amd64.tar.gz.asc'), await signer.sign(BYTES));
    expect(await box.gv(['verify', './go1.22.6.linux-amd64.tar.gz'])).toMatchObject({
      code: 5,
      stderr: expect.stringContaining('it holds go1.22.5, not go1.22.6'),
    });
    // The proofs are those of another release, and not told for this one.
    const installed = await box.gv(['install', './go1.22.6.linux-amd64.tar.gz']);
    expect(installed).toMatchObject({ code: 5, stderr: expect.not.stringContaining('signed by') });
  });
});

describe('gv install ./FILE', () => {
  it('takes a carried archive through the same proofs, offline', async () => {
    await using box = await sandbox({ signer });
    await bring(box);
    const ran = await box.gv(['install', `./${NAME}`, '--offline']);
    expect(ran).toMatchObject({
      code: 0,
      stderr: expect.stringContaining(`...${signer.fingerprint.slice(-8)})`),
    });
    expect((await box.run(['go', 'version'])).stdout).toContain('go1.22.5');
    const receipt = await box.run(['cat', join(box.root, 'receipts', '1.22.5.json')]);
    expect(JSON.parse(receipt.stdout)).toMatchObject({
      source: join(box.project, NAME),
      sha256: SHA256,
      unproven: false,
    });
    expect((await box.run(['ls', join(box.root, 'cache')])).stdout).toBe('origins\n');
  });

  it('without a signature needs --unproven', async () => {
    await using box = await sandbox();
    await writeFile(join(box.project, NAME), BYTES);
    expect(await box.gv(['install', `./${NAME}`])).toMatchObject({ code: 5 });
    expect(await box.gv(['install', `./${NAME}`, '--unproven'])).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('NOT proven'),
    });
  });
});

describe('a mirror', () => {
  it('serves the bytes, while the digest comes from the official index', async () => {
    await using official = await startReleaseServer({ releases: tinyReleases('1.22.5'), signer });
    await using mirror = await startReleaseServer({ releases: tinyReleases('1.22.5'), signer });
    await using box = await sandbox({
      server: official,
      signer,
      env: { GV_MIRROR: `${mirror.origin}/{version}/{file}` },
    });
    expect(await box.gv(['install', '1.22.5'])).toMatchObject({ code: 0 });
    expect(official.requestsFor(NAME)).toHaveLength(0);
    expect(mirror.requestsFor('')).toHaveLength(0);
    expect(mirror.requests.map(({ path }) => path)).toContain(`/1.22.5/${NAME}`);
  });

  it('that lies is found out, and no other source is tried', async () => {
    await using official = await startReleaseServer({ releases: tinyReleases('1.22.5'), signer });
    await using mirror = await startReleaseServer({ releases: tinyReleases('1.22.5'), signer });
    mirror.set(NAME, { kind: 'lying-bytes', at: 100 });
    await using box = await sandbox({ server: official, signer, env: { GV_MIRROR: mirror.origin } });
    expect(await box.gv(['install', '1.22.5'])).toMatchObject({ code: 5 });
    expect(official.requestsFor(NAME)).toHaveLength(0);
  });

  it('that is down is followed by the official host', async () => {
    await using official = await startReleaseServer({ releases: tinyReleases('1.22.5'), signer });
    await using box = await sandbox({
      server: official,
      signer,
      env: { GV_MIRROR: 'http://127.0.0.1:9/go' },
    });
    expect(await box.gv(['install', '1.22.5'])).toMatchObject({ code: 0 });
  });

  it('alone, without any index, is judged like a carried file, and the receipt says what was not asked', async () => {
    await using mirror = await startReleaseServer({ releases: tinyReleases('1.22.5'), signer });
    await using box = await sandbox({ signer, env: { GV_MIRROR: mirror.origin } });
    expect(await box.gv(['install', '1.22.5'])).toMatchObject({ code: 0 });
    const receipt = JSON.parse(
      (await box.run(['cat', join(box.root, 'receipts', '1.22.5.json')])).stdout,
    ) as { missing: string[] };
    expect(receipt.missing.join()).toContain('index digest');
    expect(await box.gv(['install', '1.22'])).toMatchObject({ code: 4 });
  });
});
