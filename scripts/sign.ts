import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { RELEASE_HOME } from '../src/core/own/release-home.ts';
import { inCheckout } from './checkout.ts';

/**
 * Signs SHA256SUMS in `directory` with the Ed25519 private key in a PEM file: SHA256SUMS.sig is the 64 bytes that
 * `openssl pkeyutl -sign -rawin` would make. Refuses a key whose public half this gv does not have: no gv could update to that release.
 */
export function signSums(directory: string, keyFile: string): void {
  const key = createPrivateKey(readFileSync(keyFile));
  const half = createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('base64');
  if (!RELEASE_HOME.keys.includes(half)) {
    throw new Error(`src/core/own/release-home.ts does not have the public half of this key: ${half}`);
  }
  const sums = readFileSync(join(directory, 'SHA256SUMS'));
  writeFileSync(join(directory, 'SHA256SUMS.sig'), sign(null, sums, key));
}

if (import.meta.main) {
  const { positionals } = parseArgs({ allowPositionals: true });
  const [keyFile, directory = inCheckout('release')] = positionals;
  if (keyFile === undefined) throw new Error('usage: node scripts/sign.ts KEY.pem [DIRECTORY]');
  signSums(directory, keyFile);
  process.stdout.write(`signed ${join(directory, 'SHA256SUMS')}\n`);
}
