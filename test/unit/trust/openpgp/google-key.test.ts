import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { GOOGLE_CERTIFICATES, GOOGLE_PRIMARIES } from '../../../../src/trust/openpgp/google-key.ts';
import { embeddedKeyring } from '../../../../src/trust/openpgp/keys.ts';
import { splitPackets, TAG } from '../../../../src/trust/openpgp/packets.ts';

/** As published; a missing one would refuse releases, an extra one would be somebody's key. */
const SUBKEYS = [
  '3B068FB4789ABE4AEFA3BB491397BC53640DB551',
  '3E50F6D3EC278FDEB655C8CA6494C6D6997C215E',
  '2F528D36D67B69EDF998D85778BD65473CB3BD13',
  '8461EFA0E74ABAE010DE66994EB27DB2A3B88B8B',
  'A5F483CD733A4EBAEA378B2AE88979FB9B30ACF2',
  '0F06FF86BEEAF4E71866EE5232EE5355A6BC6E42',
  '0E225917414670F4442C250DFD533C07C264648F',
];

function fingerprint(body: Uint8Array): string {
  const head = Buffer.of(0x99, body.length >> 8, body.length & 0xff);
  return createHash('sha1').update(head).update(body).digest('hex').toUpperCase();
}

describe('the built-in key', () => {
  it('is the pinned one and nothing else', () => {
    expect(GOOGLE_PRIMARIES).toEqual(['EB4C1BFD4F042F6DDDCCEC917721F63BD38B4796']);
    expect(embeddedKeyring().map(({ primary, origin }) => [primary, origin])).toEqual(
      GOOGLE_CERTIFICATES.map(() => [GOOGLE_PRIMARIES[0], 'embedded']),
    );
  });

  it('has exactly the published subkeys', () => {
    const packets = embeddedKeyring().flatMap(({ bytes }) => splitPackets(bytes) ?? []);
    const subkeys = packets
      .filter(({ tag }) => tag === TAG.publicSubkey)
      .map(({ body }) => fingerprint(body));
    expect(new Set(subkeys)).toEqual(new Set(SUBKEYS));
    const primaries = packets.filter(({ tag }) => tag === TAG.publicKey).map(({ body }) => fingerprint(body));
    expect(new Set(primaries)).toEqual(new Set(GOOGLE_PRIMARIES));
  });
});
