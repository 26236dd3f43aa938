import { expect, it } from 'vitest';
import { parseVersion } from '../../../src/core/version.ts';
import type { DigestEvidence, Evidence, SignatureEvidence } from '../../../src/trust/evidence.ts';
import type { KeyOrigin } from '../../../src/trust/openpgp/keys.ts';
import { judge } from '../../../src/trust/policy.ts';

const NONE: DigestEvidence = { state: 'none' };
const UNSIGNED: SignatureEvidence = { state: 'absent' };

function digest(from: 'index' | 'flag' | 'cache', host?: string): DigestEvidence {
  return { state: 'matches', sha256: 'a'.repeat(64), from, host };
}

function signed(origin: KeyOrigin): SignatureEvidence {
  const key = 'A'.repeat(40);
  const signer = { primary: key, subkey: key, keyId: key.slice(0, 16), expires: null, origin };
  return { state: 'good', signer: { ...signer, created: new Date('2024-07-02') } };
}

it.each<[boolean, string, Evidence['how'], DigestEvidence, SignatureEvidence]>([
  [true, "Google's key", 'carried', NONE, signed('embedded')],
  [true, 'a newer copy of that key', 'carried', NONE, signed('refreshed')],
  [true, 'the official index, for an archive without signature', 'official', digest('index'), UNSIGNED],
  [true, 'a kept copy of that index', 'carried', digest('cache'), UNSIGNED],
  [false, "only a key of the user's own", 'carried', NONE, signed('keyring')],
  [false, 'only that key beside the official index', 'official', digest('index'), signed('keyring')],
  [false, 'only the index of another server', 'official', digest('index', 'x.test'), UNSIGNED],
  [false, 'only a digest of the command line', 'carried', digest('flag'), UNSIGNED],
  [false, 'only the checksum database', 'carried', NONE, UNSIGNED],
])('the official source speaks for an archive (%s) by %s', (official, _, how, given, signature) => {
  const label = signature.state === 'good' ? '1.22.5' : '1.8.3';
  const version = parseVersion(label);
  if (version === undefined) throw new RangeError(label);
  const log = { state: 'included', h1: 'h1:abc=', record: 5, treeSize: 7 } as const;
  const fileName = `go${label}.linux-amd64.tar.gz`;
  const verdict = judge({ version, fileName, how, digest: given, signature, log, unproven: false });
  expect(verdict.official).toBe(official);
});
