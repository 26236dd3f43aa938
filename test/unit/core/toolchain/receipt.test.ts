import { describe, expect, it } from 'vitest';
import {
  archiveRecordOf,
  isWhole,
  parseReceipt,
  receiptText,
  type Receipt,
} from '../../../../src/core/toolchain/receipt.ts';

describe('receipts', () => {
  const receipt: Receipt = {
    schema: 1,
    release: '1.22.5',
    platform: 'linux/amd64',
    archive: 'go1.22.5.linux-amd64.tar.gz',
    source: 'https://example.test/x',
    sha256: 'a'.repeat(64),
    size: 1,
    proofs: [{ kind: 'digest', from: 'index' }],
    unproven: false,
    missing: [],
    installed: '2026-01-01T00:00:00.000Z',
  };

  it('read back what they were written from', () => {
    expect(parseReceipt(receiptText(receipt))).toEqual(receipt);
  });

  it.each(['', '{}', 'null', '[]', '{"schema":2}', JSON.stringify({ ...receipt, proofs: [1] })])(
    '%j is none',
    (text) => {
      expect(parseReceipt(text)).toBeUndefined();
    },
  );

  it.each([
    { kind: 'nonsense' },
    { kind: 'toString' },
    { kind: 'digest' },
    { kind: 'signature', primary: 'A', subkey: 'B', keys: 'keyring' },
    { kind: 'log', h1: 'h1:x', record: '7', treeSize: 8 },
  ])('with a proof like %j are none', (proof) => {
    expect(parseReceipt(JSON.stringify({ ...receipt, proofs: [proof] }))).toBeUndefined();
  });

  const signed = (keys: string) =>
    ({ kind: 'signature', primary: 'A', subkey: 'B', created: '', keys }) as const;
  it.each<readonly [string | undefined, Partial<Receipt>]>([
    ['official', {}],
    ['official', { proofs: [{ kind: 'digest', from: 'index', host: 'mirror.test' }, signed('embedded')] }],
    ['own', { proofs: [{ kind: 'digest', from: 'index' }, signed('keyring')] }],
    ['own', { proofs: [{ kind: 'digest', from: 'flag' }] }],
    [undefined, { unproven: true }],
    [undefined, { archive: 'v0.0.1-go1.22.5.linux-amd64.zip' }],
    [undefined, { sha256: '' }],
    [undefined, { proofs: [{ kind: 'digest', from: 'index', host: 'mirror.test' }] }],
    [undefined, { proofs: [{ kind: 'log', h1: 'h1:x', record: 7, treeSize: 8 }] }],
  ])('%s: the record that keeps the digest of %j', (record, change) => {
    expect(archiveRecordOf({ ...receipt, ...change })).toBe(record);
  });

  it('may tell what was copied from an installed toolchain', () => {
    const reused = { release: '1.22.4', files: 11_459, bytes: 36_169_115 };
    expect(parseReceipt(receiptText({ ...receipt, sha256: '', reused }))?.reused).toEqual(reused);
  });

  it.each([1, null, {}, { release: '1.22.4', files: 1 }, { release: 1, files: 1, bytes: 1 }])(
    'that tell %j of it are none',
    (reused) => {
      expect(parseReceipt(JSON.stringify({ ...receipt, reused }))).toBeUndefined();
    },
  );

  const log = { kind: 'log', h1: 'h1:x', record: 7, treeSize: 8 } as const;
  it.each<[boolean, string, Partial<Receipt>]>([
    [true, 'the digest of an official index', {}],
    [false, 'a module zip', { archive: 'v0.0.1-go1.22.5.linux-amd64.zip', proofs: [log] }],
    [false, 'the checksum database alone', { proofs: [log] }],
    [
      false,
      'it and an index of another server',
      { proofs: [{ kind: 'digest', from: 'index', host: 'x.test' }, log] },
    ],
    [true, 'no proof, and was let in as it came', { proofs: [], unproven: true }],
  ])('are of a whole archive (%s) with %s', (whole, _, changes) => {
    expect(isWhole({ ...receipt, ...changes })).toBe(whole);
  });
});
