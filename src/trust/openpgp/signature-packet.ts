import { LIMITS } from '../../core/limits.ts';
import type { HashName } from '../../core/measured.ts';
import { GvError } from '../../errors.ts';
import { armorBlocks, type ArmorBlock } from './armor.ts';
import { splitPackets, TAG, type Packet } from './packets.ts';

/** A detached signature that has the one shape gv accepts; nothing is verified yet. */
export interface DetachedSignature {
  readonly packet: Uint8Array;
  readonly algorithm: HashName;
}

/** RFC 9580, 9.5. The older ones (MD5, SHA-1, RIPEMD-160) can be made to collide; SHA-224 is never used. */
const HASHES: ReadonlyMap<number, HashName> = new Map([
  [8, 'sha256'],
  [9, 'sha384'],
  [10, 'sha512'],
]);

/**
 * Reads a detached signature, armored or binary. Exactly one packet of version 4 and type 0x00 (over a binary
 * file) is accepted: with several, or with a text signature, it would not be clear what was signed.
 * Fails with `signature-malformed`; with `signature-wrong` when its hash is a weak one. `name` is the signed file's.
 */
export function readDetached(bytes: Uint8Array, name: string): DetachedSignature {
  if (bytes.length > LIMITS.signatureBytes) throw malformed(name, 'is far too large for a signature');
  const isBinary = ((bytes[0] ?? 0) & 0x80) !== 0;
  const { body, bytes: packet } = onlyPacket(isBinary ? bytes : armoredSignature(bytes, name), name);
  const [version, type, , hash = 0] = body;
  if (version !== 4) throw malformed(name, `has version ${version ?? 'none'} instead of 4`);
  if (type !== 0x00) throw malformed(name, 'is not a signature over a binary file');
  const algorithm = HASHES.get(hash);
  if (algorithm === undefined) {
    throw new GvError(
      'signature-wrong',
      `the signature of ${name} uses a weak hash (OpenPGP number ${hash})`,
      {
        hint: 'Only SHA-256, SHA-384 and SHA-512 count; get the signature from the official site.',
      },
    );
  }
  return { packet, algorithm };
}

function onlyPacket(bytes: Uint8Array, name: string): Packet {
  const [packet, ...others] = splitPackets(bytes) ?? [];
  if (packet === undefined) throw malformed(name, 'is broken or cut off');
  if (others.length > 0) throw malformed(name, 'holds more than one packet');
  if (packet.tag !== TAG.signature) throw malformed(name, 'is another OpenPGP object');
  return packet;
}

function armoredSignature(bytes: Uint8Array, name: string): Uint8Array {
  const text = Buffer.from(bytes).toString('latin1');
  const [block, ...others] = blocksOf(text, name);
  if (block === undefined) throw malformed(name, whatElse(text));
  if (others.length > 0) throw malformed(name, 'holds more than one PGP block');
  if (block.label !== 'SIGNATURE') throw malformed(name, `is a ${block.label.toLowerCase()}`);
  return block.data;
}

function blocksOf(text: string, name: string): readonly ArmorBlock[] {
  if (/^-----BEGIN PGP SIGNED MESSAGE-----/m.test(text)) throw malformed(name, 'is a cleartext message');
  const blocks = armorBlocks(text);
  if (blocks === undefined) throw malformed(name, 'is broken or cut off');
  return blocks;
}

function whatElse(text: string): string {
  const start = text.trimStart();
  if (start === '') return 'is empty';
  return start.startsWith('<') ? 'is an HTML page' : 'holds no PGP block';
}

function malformed(name: string, what: string): GvError {
  return new GvError('signature-malformed', `the signature file of ${name} ${what}`, {
    hint: 'A captive portal or a proxy may have answered; try again, or get the .asc file from the official site.',
  });
}
