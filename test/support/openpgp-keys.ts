import * as openpgp from 'openpgp';
import type { PrivateKey, Subkey, SubkeyOptions } from 'openpgp';
import { pinnedKeys, type Keyring, type PinnedSource } from '../../src/trust/openpgp/keys.ts';

export type SigningKey = PrivateKey | Subkey;

/** `2024-05-06` or a full ISO time. */
export function day(text: string): Date {
  return new Date(text);
}

const DAY_S = 24 * 3600;

export interface SubkeyWish {
  readonly from: string;
  /** How many days it lives; forever when left out. */
  readonly days?: number;
  /** False makes an encryption key, true (the default) a signing key. */
  readonly sign?: boolean;
  readonly type?: 'rsa' | 'curve25519';
}

/** Makes a certificate with openpgp.js: a primary of `from` and these subkeys. */
export async function mintKey(from: string, subkeys: readonly SubkeyWish[]): Promise<PrivateKey> {
  const { privateKey } = await openpgp.generateKey({
    userIDs: [{ name: 'Test Signer', email: 'signer@example.com' }],
    type: 'curve25519',
    date: day(from),
    subkeys: subkeys.slice(0, 1).map(subkeyOptions),
    format: 'object',
  });
  let key = privateKey;
  for (const wish of subkeys.slice(1)) key = await key.addSubkey(subkeyOptions(wish));
  return key;
}

function subkeyOptions({ from, days, sign = true, type = 'curve25519' }: SubkeyWish): SubkeyOptions {
  return {
    date: day(from),
    sign,
    type,
    ...(type === 'rsa' ? { rsaBits: 2048 } : {}),
    ...(days === undefined ? {} : { keyExpirationTime: days * DAY_S }),
  };
}

/** Upper-case hex. */
export function fingerprintOf(key: SigningKey): string {
  return key.getFingerprint().toUpperCase();
}

/** The certificate as a keyring, its own primary being the pin. */
export function keyringOf(key: PrivateKey, origin: PinnedSource['origin'] = 'embedded'): Keyring {
  return pinnedKeys(key.toPublic().write(), { origin, place: 'test key', pins: [fingerprintOf(key)] });
}

/** The n-th subkey; fails when there is none. */
export function subkeyOf(key: PrivateKey, index = 0): Subkey {
  const subkey = key.subkeys[index];
  if (subkey === undefined) throw new RangeError(`no subkey ${index}`);
  return subkey;
}

export interface SignWish {
  readonly at: string;
  readonly type?: openpgp.enums.signature;
  readonly hash?: openpgp.enums.hash;
  /** Makes the signature itself run out after so many days. */
  readonly days?: number;
}

/** What openpgp.js 6 needs beyond its declared parameters. */
interface PacketSigner {
  sign(key: unknown, data: unknown, date: Date, detached: boolean, config: unknown): Promise<void>;
}

/**
 * Signs bytes with exactly this key, even one that must not sign, at any time, in any type: what a forger would do.
 * Gives the binary packet.
 */
export async function signBytes(key: SigningKey, bytes: Uint8Array, wish: SignWish): Promise<Uint8Array> {
  const packet = new openpgp.SignaturePacket();
  packet.signatureType = wish.type ?? openpgp.enums.signature.binary;
  packet.publicKeyAlgorithm = key.keyPacket.algorithm;
  packet.hashAlgorithm = wish.hash ?? openpgp.enums.hash.sha512;
  if (wish.days !== undefined) {
    packet.signatureExpirationTime = wish.days * DAY_S;
    packet.signatureNeverExpires = false;
  }
  const data = { text: null, getBytes: () => bytes };
  const signer: unknown = packet;
  // Without the salt notation, which openpgp.js refuses to make for a weak hash.
  const config = { ...openpgp.config, nonDeterministicSignaturesViaNotation: false };
  await (signer as PacketSigner).sign(key.keyPacket, data, day(wish.at), true, config);
  const list = new openpgp.PacketList<openpgp.SignaturePacket>();
  list.push(packet);
  return new openpgp.Signature(list).write() as Uint8Array;
}

/** A binary signature as an `.asc` file. */
export async function armored(signature: Uint8Array): Promise<Uint8Array> {
  const parsed = await openpgp.readSignature({ binarySignature: signature });
  return Buffer.from(parsed.armor());
}

export type Reason = 'compromised' | 'retired' | 'superseded' | 'unspecified';

const REASONS: Readonly<Record<Reason, openpgp.enums.reasonForRevocation>> = {
  unspecified: openpgp.enums.reasonForRevocation.noReason,
  superseded: openpgp.enums.reasonForRevocation.keySuperseded,
  compromised: openpgp.enums.reasonForRevocation.keyCompromised,
  retired: openpgp.enums.reasonForRevocation.keyRetired,
};

/** A copy of the certificate in which the n-th subkey is revoked. */
export async function withRevokedSubkey(
  key: PrivateKey,
  index: number,
  revocation: { readonly reason: Reason; readonly at: string },
): Promise<PrivateKey> {
  const copy = await openpgp.readPrivateKey({ binaryKey: key.write() });
  const flag = REASONS[revocation.reason];
  if (copy.keyPacket instanceof openpgp.SecretKeyPacket) {
    copy.subkeys[index] = await subkeyOf(copy, index).revoke(copy.keyPacket, { flag }, day(revocation.at));
  }
  return copy;
}

/** A copy in which the primary key is revoked. */
export async function withRevokedPrimary(
  key: PrivateKey,
  revocation: { readonly reason: Reason; readonly at: string },
): Promise<PrivateKey> {
  const { privateKey } = await openpgp.revokeKey({
    key,
    reasonForRevocation: { flag: REASONS[revocation.reason] },
    date: day(revocation.at),
    format: 'object',
  });
  return privateKey;
}

/** A copy whose self-signatures and bindings were all made anew at a later time. */
export async function renewed(key: PrivateKey, at: string): Promise<PrivateKey> {
  const { privateKey } = await openpgp.reformatKey({
    privateKey: await openpgp.readPrivateKey({ binaryKey: key.write() }),
    userIDs: [{ name: 'Test Signer', email: 'signer@example.com' }],
    date: day(at),
    format: 'object',
  });
  return privateKey;
}

/** The genuine primary and user id of one certificate, followed by the subkeys of another one with their bindings. */
export function graft(trunk: PrivateKey, scion: PrivateKey): Uint8Array {
  const bare = [trunk.toPublic().keyPacket, ...trunk.toPublic().users.flatMap((user) => user.toPacketList())];
  const foreign = scion.toPublic().subkeys.flatMap((each) => [each.keyPacket, ...each.bindingSignatures]);
  const list = new openpgp.PacketList<openpgp.AnyPacket>();
  list.push(...bare, ...foreign);
  return new openpgp.PublicKey(list).write();
}
