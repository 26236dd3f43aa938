import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { userKeys } from '../../src/trust/openpgp/keys.ts';
import { verifySignature } from '../../src/trust/openpgp/signature.ts';
import { codeOf } from '../support/code-of.ts';
import { measureBytes } from '../support/measure.ts';
import { isPresent } from '../support/shells.ts';

const FILE = Buffer.from('the bytes of an archive');
const measured = measureBytes('go1.22.5.linux-amd64.tar.gz', FILE);
const runs = isPresent('gpg');
const home = runs ? mkdtempSync(join(tmpdir(), 'gv-gpg-')) : '';

function gpg(...args: readonly string[]): Buffer {
  return execFileSync('gpg', ['--homedir', home, '--batch', '--quiet', '--passphrase', '', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'] ?? '', HOME: home },
  });
}

function fingerprint(): string {
  const listing = gpg('--list-keys', '--with-colons').toString();
  return /^fpr:+([0-9A-F]{40}):/m.exec(listing)?.[1] ?? '';
}

/** As upstream does it: a certifying primary key, a signing subkey that expires, an armored detached signature. */
function prepare(): void {
  gpg('--quick-generate-key', 'House <house@example.com>', 'ed25519', 'cert', 'never');
  gpg('--quick-add-key', fingerprint(), 'rsa2048', 'sign', '3y');
  writeFileSync(join(home, 'file'), FILE);
}

function sign(...options: readonly string[]): Buffer {
  rmSync(join(home, 'file.asc'), { force: true });
  gpg('--armor', ...options, '--output', join(home, 'file.asc'), join(home, 'file'));
  return readFileSync(join(home, 'file.asc'));
}

describe.runIf(runs)('signatures made by gpg', () => {
  beforeAll(prepare);
  afterAll(() => {
    spawnSync('gpgconf', ['--homedir', home, '--kill', 'all']);
    rmSync(home, { recursive: true, force: true });
  });

  const verdict = (signature: Uint8Array): Promise<string> => {
    const keyring = userKeys(gpg('--armor', '--export'), 'house.asc');
    return codeOf(() => verifySignature({ measured, signature, keyring, now: new Date() }));
  };

  it('prove the file', async () => {
    expect(await verdict(sign('--detach-sign'))).toBe('ok');
  });

  it('are refused with SHA-1, in clear text, or with the file inside', async () => {
    expect(await verdict(sign('--detach-sign', '--digest-algo', 'SHA1'))).toBe('signature-wrong');
    expect(await verdict(sign('--clear-sign'))).toBe('signature-malformed');
    expect(await verdict(sign('--sign'))).toBe('signature-malformed');
    expect(await verdict(sign('--detach-sign', '--textmode'))).toBe('signature-malformed');
  });
});
