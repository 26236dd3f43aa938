import { createHash } from 'node:crypto';
import { LIMITS } from '../../core/limits.ts';
import { GvError } from '../../errors.ts';
import { armorBlocks } from './armor.ts';
import { splitPackets, TAG, type Packet } from './packets.ts';

/** An OpenPGP certificate (a public key with its user ids, subkeys and signatures) as it lay in a file. */
export interface Certificate {
  /** Fingerprint of the primary key: 40 upper-case hex digits. */
  readonly primary: string;
  readonly bytes: Uint8Array;
}

/**
 * Reads the certificates of a key file: armored, with as many blocks as there are, or binary.
 * Keys older than version 4 are left out, as are those of version 6, whose signatures gv cannot check.
 * Nothing is trusted here: see keys.ts. `place` names the file in messages.
 * Fails with `key-malformed` when the file is no key file, holds a private key, or is larger than a key file gets.
 */
export function readCertificates(bytes: Uint8Array, place: string): readonly Certificate[] {
  if (bytes.length > LIMITS.keyFileBytes) {
    throw malformed(`is larger than ${LIMITS.keyFileBytes} bytes`, place);
  }
  const isBinary = ((bytes[0] ?? 0) & 0x80) !== 0;
  const certificates = (isBinary ? [bytes] : armoredKeys(bytes, place)).flatMap((block) =>
    certificatesIn(block, place),
  );
  if (certificates.length === 0) throw malformed('holds no OpenPGP public key of version 4', place);
  return certificates;
}

function armoredKeys(bytes: Uint8Array, place: string): readonly Uint8Array[] {
  const blocks = armorBlocks(Buffer.from(bytes).toString('latin1'));
  if (blocks === undefined) throw malformed('holds a broken or unfinished PGP block', place);
  if (blocks.some(({ label }) => label === 'PRIVATE KEY BLOCK')) throw secret(place);
  return blocks.filter(({ label }) => label === 'PUBLIC KEY BLOCK').map(({ data }) => data);
}

function certificatesIn(block: Uint8Array, place: string): readonly Certificate[] {
  const packets = splitPackets(block);
  if (packets === undefined) throw malformed('holds a broken or cut-off OpenPGP packet', place);
  if (packets.some(({ tag }) => tag === TAG.secretKey || tag === TAG.secretSubkey)) throw secret(place);
  if (packets[0]?.tag !== TAG.publicKey) throw malformed('does not start with a public key', place);
  return groupByPrimary(packets).flatMap(([primary, ...others]) => {
    if (primary?.body[0] !== 4) return [];
    const whole = Buffer.concat([primary, ...others].map((packet) => packet.bytes));
    return [{ primary: fingerprintOf(primary), bytes: whole }];
  });
}

function groupByPrimary(packets: readonly Packet[]): readonly (readonly Packet[])[] {
  const groups: Packet[][] = [];
  for (const packet of packets) {
    if (packet.tag === TAG.publicKey) groups.push([packet]);
    else groups.at(-1)?.push(packet);
  }
  return groups;
}

/** RFC 9580, 5.5.4.2. Computed here, because equality with a pin is the root of all trust in a key. */
function fingerprintOf({ body }: Packet): string {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(body.length);
  return createHash('sha1').update(Buffer.of(0x99)).update(length).update(body).digest('hex').toUpperCase();
}

function malformed(what: string, place: string): GvError {
  return new GvError('key-malformed', `${place} ${what}`, {
    hint: 'A key file comes from gpg --export --armor, or fetch the published one with gv key update.',
  });
}

function secret(place: string): GvError {
  return new GvError('key-malformed', `${place} holds a private key`, {
    hint: 'gv needs the public key only: gpg --export --armor',
  });
}
