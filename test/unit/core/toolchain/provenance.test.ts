import { describe, expect, it } from 'vitest';
import {
  provenanceOf,
  provenancesText,
  parseProvenances,
} from '../../../../src/core/toolchain/provenance.ts';
import type { Receipt } from '../../../../src/core/toolchain/receipt.ts';

const RECEIPT: Receipt = {
  schema: 1,
  release: '1.22.5',
  platform: 'linux/amd64',
  archive: 'go1.22.5.linux-amd64.tar.gz',
  source: 'https://example.test/x',
  sha256: '0'.repeat(64),
  size: 1,
  proofs: [{ kind: 'digest', from: 'index' }],
  unproven: false,
  missing: [],
  installed: '2026-01-01T00:00:00Z',
};
const SIGNED = { kind: 'signature', primary: 'A', subkey: 'B', created: '2026-01-01' } as const;

describe('where a toolchain comes from', () => {
  it.each<readonly [string, Receipt | undefined, string, boolean]>([
    ['no receipt', undefined, 'unknown', false],
    ['proofs', RECEIPT, 'proven', false],
    ["Google's signature", { ...RECEIPT, proofs: [{ ...SIGNED, keys: 'refreshed' }] }, 'proven', false],
    ["the user's own key", { ...RECEIPT, proofs: [{ ...SIGNED, keys: 'keyring' }] }, 'own-key', false],
    [
      '--unproven, whatever else',
      { ...RECEIPT, unproven: true, proofs: [{ ...SIGNED, keys: 'keyring' }] },
      'unproven',
      false,
    ],
    ['a module zip', { ...RECEIPT, archive: 'v0.0.1-go1.22.5.linux-amd64.zip' }, 'proven', true],
  ])('by %s', (_, receipt, trust, moduleZip) => {
    expect(provenanceOf(receipt)).toEqual({
      trust,
      moduleZip,
      size: receipt === undefined ? undefined : 1,
      index: undefined,
    });
  });

  it('by a link to the tree of another manager, which is shared with it', () => {
    const archive = 'v0.0.1-go1.22.5.linux-amd64.zip';
    const shared = provenanceOf({ ...RECEIPT, archive, size: 0, shared: true });
    expect(shared).toMatchObject({ shared: true, moduleZip: true });
    const text = provenancesText([['1.22.5', shared]]);
    expect(text).toBe('1.22.5 proven link:-\n');
    expect(parseProvenances(text).get('1.22.5')).toEqual(shared);
  });

  it.each([-1, 0.5, '7'])('has no size where its receipt says %j', (size) => {
    expect(provenanceOf({ ...RECEIPT, size: size as number }).size).toBeUndefined();
  });

  it('by an index that is not official names its host', () => {
    const proofs = [{ kind: 'digest', from: 'index', host: 'mirror.test:8443' }] as const;
    expect(provenanceOf({ ...RECEIPT, proofs })).toMatchObject({
      trust: 'proven',
      index: 'mirror.test:8443',
    });
  });

  it('reads back what was written; lines that make no sense say nothing', () => {
    const text = '1.22.5 proven tar:7 mirror.test:8443\n1.21.1 own-key zip:0\n1.20 unknown tar:-\n';
    expect(provenancesText([...parseProvenances(text)])).toBe(text);
    const damaged = `${text}1.22.4 trusted tar:1\n1.22.3 proven\n1.22.2 proven rar:1\n1.22.1 proven tar\n1.22.0 proven tar:-1\n\u0000\n`;
    expect([...parseProvenances(damaged).keys()]).toEqual(['1.22.5', '1.21.1', '1.20']);
  });
});
