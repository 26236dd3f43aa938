import { describe, expect, it } from 'vitest';
import { armorBlocks } from '../../../../src/trust/openpgp/armor.ts';

describe('decoding ASCII armor', () => {
  const block = (label: string, ...lines: readonly string[]): string =>
    [`-----BEGIN PGP ${label}-----`, ...lines, `-----END PGP ${label}-----`, ''].join('\n');

  it('finds every block, whatever stands between them', () => {
    const text = `junk\n${block('SIGNATURE', 'Version: 1', '', 'AAEC', '=njUN')}more\n${block('PUBLIC KEY BLOCK', '', 'AwQF')}`;
    expect(armorBlocks(text)?.map(({ label, data }) => [label, [...data]])).toEqual([
      ['SIGNATURE', [0, 1, 2]],
      ['PUBLIC KEY BLOCK', [3, 4, 5]],
    ]);
  });

  it.each([
    ['without a blank line', block('SIGNATURE', 'AAEC')],
    ['without an END line', '-----BEGIN PGP SIGNATURE-----\n\nAAEC\n'],
    ['with another END line', '-----BEGIN PGP SIGNATURE-----\n\nAAEC\n-----END PGP MESSAGE-----\n'],
    ['with a block inside', block('SIGNATURE', '', 'AAEC', '-----BEGIN PGP SIGNATURE-----')],
    ['without a body', block('SIGNATURE', '', '')],
    ['with padding in the middle', block('SIGNATURE', '', 'AA==', 'AAEC')],
    ['with something that is not base64', block('SIGNATURE', '', 'AA_-')],
    ['with a good block before it', block('SIGNATURE', '', 'AAEC') + block('SIGNATURE', 'AAEC')],
  ])('refuses a block %s', (_, text) => {
    expect(armorBlocks(text)).toBeUndefined();
  });

  it('takes a megabyte of lines in its stride', () => {
    expect(armorBlocks('-----BEGIN PGP SIGNATURE\n'.repeat(40_000))).toEqual([]);
    expect(armorBlocks('-----BEGIN PGP SIGNATURE-----\n'.repeat(40_000))).toBeUndefined();
  });
});
