import { describe, expect, it } from 'vitest';
import { isProof, type ReceiptProof } from '../../../src/core/proof.ts';

const PROOFS: Readonly<Record<ReceiptProof['kind'], ReceiptProof>> = {
  digest: { kind: 'digest', from: 'the release index' },
  signature: { kind: 'signature', primary: 'A', subkey: 'B', created: '2026-01-01', keys: 'embedded' },
  log: { kind: 'log', h1: 'h1:x', record: 7, treeSize: 8 },
};

describe.each(Object.entries(PROOFS))('a proof by %s', (_, proof) => {
  it('is one as it is written, after JSON too', () => {
    expect(isProof(proof)).toBe(true);
    expect(isProof(JSON.parse(JSON.stringify(proof)))).toBe(true);
  });

  it('is none without one of its fields, or with one of another type', () => {
    for (const name of Object.keys(proof)) {
      const { [name]: _gone, ...rest } = proof as Readonly<Record<string, unknown>>;
      expect([name, isProof(rest)]).toEqual([name, false]);
      expect([name, isProof({ ...proof, [name]: null })]).toEqual([name, false]);
      expect([name, isProof({ ...proof, [name]: ['x'] })]).toEqual([name, false]);
    }
  });

  it('may name a host', () => {
    expect(isProof({ ...proof, host: 'mirror.test' })).toBe(true);
  });

  it('may have fields of a later gv', () => {
    expect(isProof({ ...proof, later: 1 })).toBe(true);
  });
});

describe('no proof', () => {
  it.each([
    [null],
    ['digest'],
    [[]],
    [{}],
    [{ kind: 'constructor' }],
    [{ kind: '__proto__' }],
    [{ kind: ['digest'], from: 'x' }],
    [{ kind: 'digest', from: 'x', host: 7 }],
    [{ kind: 'log', h1: 'h1:x', record: '7', treeSize: 8 }],
  ])('%j', (value) => {
    expect(isProof(value)).toBe(false);
  });
});
