import { expect, it } from 'vitest';
import type { ReceiptProof } from '../../../../src/core/proof.ts';
import { eventText } from '../../../../src/report/events/event-text.ts';

it('waiting names the release that another gv holds, and none where that is gv itself', () => {
  const holder = 'process 7: installing go 1.22.5';
  expect(eventText({ type: 'waiting', release: '1.22.5', holder })).toBe(
    `go 1.22.5: waiting for another gv (${holder})`,
  );
  expect(eventText({ type: 'waiting', release: null, holder })).toBe(`waiting for another gv (${holder})`);
});

const DIGEST: ReceiptProof = { kind: 'digest', from: 'index' };
const SIGNATURE = {
  kind: 'signature',
  primary: 'EB4C1BFD4F042F6DDDCCEC917721F63BD38B4796',
  subkey: '0E225917414670F4442C250DFD533C07C264648F',
  created: '2026-08-18T00:00:00.000Z',
} as const;
const LOG: ReceiptProof = { kind: 'log', h1: 'h1:x=', record: 7, treeSize: 9 };

it.each<readonly [string, readonly ReceiptProof[]]>([
  [
    "SHA-256 as in the release index, signed by Google's key …D38B4796",
    [DIGEST, { ...SIGNATURE, keys: 'embedded' }],
  ],
  ['signed by a key of your own keyring …D38B4796', [{ ...SIGNATURE, keys: 'keyring' }]],
  [
    "SHA-256 as in the cached release index of mirror.test, in Go's checksum database",
    [{ kind: 'digest', from: 'cache', host: 'mirror.test' }, LOG],
  ],
  ['SHA-256 as in --sha256', [{ kind: 'digest', from: 'flag' }]],
  ["in Go's checksum database", [LOG]],
])('proofs are one line without numbers: %s', (words, proofs) => {
  expect(proofs.map((proof) => eventText({ type: 'proof', release: '1.22.5', proof }))).toEqual(
    proofs.map(() => undefined),
  );
  expect(eventText({ type: 'proven', release: '1.22.5', proofs })).toBe(`proven ✓ (${words})`);
});
