import { describe, expect, it } from 'vitest';
import { armorBlocks } from '../../../../src/trust/openpgp/armor.ts';
import { splitPackets } from '../../../../src/trust/openpgp/packets.ts';

const body = (length: number): Buffer => Buffer.alloc(length, 7);

describe('splitting OpenPGP packets', () => {
  it.each([
    ['old, one octet', Buffer.of(0x88, 3), 3],
    ['old, two octets', Buffer.of(0x89, 0x01, 0x00), 256],
    ['old, four octets', Buffer.of(0x8a, 0, 0, 1, 0), 256],
    ['new, one octet', Buffer.of(0xc2, 191), 191],
    ['new, two octets', Buffer.of(0xc2, 0xc5, 0xfb), 1723],
    ['new, five octets', Buffer.of(0xc2, 0xff, 0, 0, 1, 0), 256],
  ])('reads a length of the kind: %s', (_, header, length) => {
    const packets = splitPackets(Buffer.concat([header, body(length), Buffer.of(0x88, 1, 9)]));
    expect(packets?.map((packet) => [packet.tag, packet.body.length])).toEqual([
      [2, length],
      [2, 1],
    ]);
    expect(packets?.[0]?.bytes.length).toBe(header.length + length);
  });

  it.each([
    ['no packet header', Buffer.of(0x42, 1, 1)],
    ['an indeterminate length', Buffer.concat([Buffer.of(0x8b), body(9)])],
    ['a partial length', Buffer.concat([Buffer.of(0xc2, 0xe1), body(9)])],
    ['a length beyond the end', Buffer.concat([Buffer.of(0x88, 10), body(9)])],
    ['a length of 4 GB', Buffer.concat([Buffer.of(0xc2, 0xff, 0xff, 0xff, 0xff, 0xff), body(9)])],
    ['a header that is cut off', Buffer.of(0x8a, 0, 0)],
    ['a two-octet length that is cut off', Buffer.of(0xc2, 0xc5)],
  ])('refuses %s', (_, bytes) => {
    expect(splitPackets(bytes)).toBeUndefined();
  });

  it('gives none for no bytes', () => {
    expect(splitPackets(Buffer.alloc(0))).toEqual([]);
  });
});

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
