import { describe, expect, it } from 'vitest';
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
