import { describe, expect, it } from 'vitest';
import type { SignatureEvidence } from '../../../src/trust/evidence.ts';
import { heldAgainstLog } from '../../../src/trust/held-against-log.ts';

const proof = { h1: 'h1:recorded=', record: 5, treeSize: 7 };
const LINUX = 'go1.22.5.linux-amd64.tar.gz';

function signedBy(origin: 'embedded' | 'keyring'): SignatureEvidence {
  const key = 'A'.repeat(40);
  const signer = { primary: key, subkey: key, keyId: key.slice(0, 16), created: new Date(0), expires: null };
  return { state: 'good', signer: { ...signer, origin } };
}

const google = { signature: signedBy('embedded'), isOwnLog: false };
const own = { signature: signedBy('keyring'), isOwnLog: false };

describe('a signed archive held against its record', () => {
  it.each([LINUX, 'go1.20.linux-amd64.tar.gz', 'go1.22.5.darwin-arm64.tar.gz'])(
    'is included with the recorded h1: %s',
    (fileName) => {
      for (const by of [google, own])
        expect(heldAgainstLog({ fileName, h1: proof.h1, proof, ...by })).toEqual({
          state: 'included',
          ...proof,
        });
    },
  );

  it.each<readonly [string, string, typeof google, string]>([
    ["fails with Google's signature", LINUX, google, 'log-contradicts'],
    ['fails since the first release of that form', 'go1.21.0.linux-arm64.tar.gz', google, 'log-contradicts'],
    [
      "fails with a key and a database of the user's own",
      LINUX,
      { ...own, isOwnLog: true },
      'log-contradicts',
    ],
    ['fails in a database of the user', LINUX, { ...google, isOwnLog: true }, 'log-contradicts'],
    ["says nothing with a key of the user's own", LINUX, own, 'unavailable'],
    [
      'says nothing where the module was made otherwise',
      'go1.20.14.linux-amd64.tar.gz',
      google,
      'unavailable',
    ],
    ['says nothing for another system', 'go1.22.5.darwin-arm64.tar.gz', google, 'unavailable'],
    ['says nothing for the source', 'go1.22.5.src.tar.gz', google, 'unavailable'],
  ])('with another h1 it %s', (_, fileName, by, expected) => {
    const evidence = heldAgainstLog({ fileName, h1: 'h1:other=', proof, ...by });
    expect(evidence.state === 'failed' ? evidence.error.code : evidence.state).toBe(expected);
  });
});
