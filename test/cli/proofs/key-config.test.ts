import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { GOOGLE_CERTIFICATES, GOOGLE_PRIMARIES } from '../../../src/trust/openpgp/google-key.ts';
import { startReleaseServer } from '../../support/release-server.ts';
import { newSigner } from '../../support/release-signing.ts';
import { sampled } from '../../support/sample.ts';
import { sandbox } from '../../support/sandbox.ts';

const signer = await newSigner();
const [PRIMARY = ''] = GOOGLE_PRIMARIES;
const GOOGLE = Buffer.from(GOOGLE_CERTIFICATES[0] ?? '', 'base64');

/** The certificate with its last subkey cut off: another, genuine copy of the pinned key. */
function olderCopy(): Buffer {
  const starts: number[] = [];
  for (let at = 0; at < GOOGLE.length;) {
    const tag = ((GOOGLE[at] ?? 0) >> 2) & 15;
    const size = 2 ** ((GOOGLE[at] ?? 0) & 3);
    if (tag === 14) starts.push(at);
    at += 1 + size + GOOGLE.readUIntBE(at + 1, size);
  }
  return GOOGLE.subarray(0, starts.at(-1));
}

describe('gv key', () => {
  it('lists the pinned key with its subkeys, and a keyring of the user’s own', async () => {
    await using box = await sandbox({ signer });
    const { stdout } = await box.gv(['key', 'list']);
    expect(stdout).toContain(`${PRIMARY} (pinned)`);
    expect(stdout).toMatch(/0E225917414670F4442C250DFD533C07C264648F {2}2025-01-07 - 2028-01-07 {2}can sign/);
    expect(stdout).toContain(`${signer.fingerprint} (your own keyring)`);
  });

  it('imports a copy of the pinned key once, and refuses any other key', async () => {
    await using box = await sandbox();
    await writeFile(join(box.project, 'google.pgp'), olderCopy());
    await writeFile(join(box.project, 'stranger.asc'), signer.publicKey);
    expect(await box.gv(['key', 'import', 'google.pgp'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('1 new copy'),
    });
    expect(await box.gv(['key', 'import', 'google.pgp'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('no new copies'),
    });
    expect(await readdir(join(box.root, 'trust', 'keys'))).toHaveLength(1);
    expect(await box.gv(['key', 'import', 'stranger.asc'])).toMatchObject({
      code: 5,
      stderr: expect.stringContaining(signer.fingerprint),
    });
    expect(await readdir(join(box.root, 'trust', 'keys'))).toHaveLength(1);
  });

  it('updates from an address, which need not be trusted', async () => {
    await using server = await startReleaseServer();
    await using box = await sandbox();
    const update = ['key', 'update', '--url', `${server.origin}/key.asc`];
    server.set('key.asc', { kind: 'instead', bytes: olderCopy() });
    expect(await box.gv(update)).toMatchObject({ code: 0, stdout: expect.stringContaining('1 new copy') });
    server.set('key.asc', { kind: 'instead', bytes: Buffer.from(signer.publicKey) });
    expect(await box.gv(update)).toMatchObject({ code: 5 });
    server.set('key.asc', { kind: 'page' });
    expect((await box.gv(update)).code).toBe(5);
    server.set('key.asc', { kind: 'status', status: 404 });
    expect(await box.gv(update)).toMatchObject({ code: 4 });
    expect(await box.gv([...update, '--offline'])).toMatchObject({ code: 4 });
  });

  it('a damaged copy in trust/ is an error, not a key less', async () => {
    await using box = await sandbox();
    await mkdir(join(box.root, 'trust', 'keys'), { recursive: true });
    await writeFile(join(box.root, 'trust', 'keys', 'x.pgp'), 'garbage');
    expect(await box.gv(['key', 'list'])).toMatchObject({
      code: 5,
      stderr: expect.stringContaining('x.pgp'),
    });
  });
});

describe('gv config', () => {
  it('keeps typed values, and leaves for the shell what it must read', async () => {
    await using box = await sandbox();
    expect((await box.gv(['config', 'get', 'auto-install'])).stdout).toBe('off\n');
    expect(await box.gv(['config', 'set', 'auto-install', 'on'])).toMatchObject({ code: 0, stdout: '' });
    expect((await box.gv(['config', 'get', 'auto-install'])).stdout).toBe('on\n');
    expect(await box.run(['test', '-f', join(box.root, 'auto-install')])).toMatchObject({ code: 0 });
    await box.gv(['config', 'unset', 'auto-install']);
    expect(await box.run(['test', '-e', join(box.root, 'auto-install')])).toMatchObject({ code: 1 });
    expect(JSON.parse((await box.gv(['config', 'list', '--json'])).stdout)).toMatchObject({
      data: { 'auto-install': false },
    });
  });

  it('a keyring is read before it is taken', async () => {
    await using box = await sandbox();
    await writeFile(join(box.project, 'keys.asc'), 'nonsense');
    expect((await box.gv(['config', 'set', 'keyring', 'keys.asc'])).code).toBe(5);
    await writeFile(join(box.project, 'keys.asc'), signer.publicKey);
    await box.gv(['config', 'set', 'keyring', 'keys.asc']);
    expect((await box.gv(['config', 'get', 'keyring'])).stdout).toBe(`${join(box.project, 'keys.asc')}\n`);
  });

  it.each(sampled(['{', '[]', '{"keyring": 7}', '7', '{"auto-install": "yes"}'], 2))(
    'a config.json that says %s is an error and stays',
    async (text) => {
      await using box = await sandbox();
      await writeFile(join(box.root, 'config.json'), text);
      for (const args of [
        ['config', 'list'],
        ['install', '1.22.5'],
        ['key', 'list'],
      ]) {
        expect(await box.gv(args), args.join(' ')).toMatchObject({
          code: 2,
          stderr: expect.stringContaining('config.json'),
        });
      }
      expect((await box.run(['cat', join(box.root, 'config.json')])).stdout).toBe(text);
    },
  );
});
