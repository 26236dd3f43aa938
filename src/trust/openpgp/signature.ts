import type { Measured } from '../../core/measured.ts';
import { GvError } from '../../errors.ts';
import type { Claim, Signer } from './claim.ts';
import { holdersIn, parseKeyring, type Holder } from './holders.ts';
import type { Keyring } from './keys.ts';
import { loadOpenPgp, type OpenPgpLibrary, type SignaturePacket } from './library.ts';
import { readDetached } from './signature-packet.ts';
import { checkDigestSigned } from './signed-digest.ts';
import { checkRevocations, signerAmong } from './validity.ts';

interface Material {
  /** The `.asc` file, armored or binary. */
  readonly signature: Uint8Array;
  readonly keyring: Keyring;
  readonly now: Date;
}

export interface Verification extends Material {
  readonly measured: Measured;
}

/** A signature that passed every check for which the signed file is not needed. */
export interface OpenedSignature {
  /** Proves the file. Fails as `verifySignature` does. */
  readonly verify: (measured: Measured) => Promise<Signer>;
}

/**
 * Proves that a key of the keyring signed the measured file, and that this key was valid at the moment the
 * signature says it was made: a key that expired later still vouches for what it signed before. The moment is the
 * signer's own word, so `checkPublished` bounds it.
 * Fails with `signature-malformed`; `signer-unknown` (no such key here); `signer-foreign` (not a signing key of its
 * certificate); `signer-expired`; `signer-revoked`; `signature-wrong` (other bytes, other key, impossible time).
 */
export async function verifySignature({ measured, ...material }: Verification): Promise<Signer> {
  const opened = await openSignature({ ...material, name: measured.name });
  return await opened.verify(measured);
}

/**
 * Reads a signature while its file, `name`, is still on its way: one that proves nothing whatever the file is ends the download.
 * Fails as `verifySignature` does.
 */
export async function openSignature(input: Material & { readonly name: string }): Promise<OpenedSignature> {
  const { name, keyring, now } = input;
  const { algorithm, packet: bytes } = readDetached(input.signature, name);
  const pgp = await loadOpenPgp();
  const packet = await parsePacket(pgp, bytes, name);
  checkTimes(packet, now, name);
  const copies = await parseKeyring(pgp, keyring);
  const holders = issuers(holdersIn(copies), packet, name);
  return {
    verify: async (measured) => {
      const makers = await checkDigestSigned({ pgp, packet, holders, measured, algorithm, now });
      const claim: Claim = { makers, created: createdOf(packet), now, name };
      await checkRevocations(claim, copies);
      return signerAmong(claim);
    },
  };
}

async function parsePacket(pgp: OpenPgpLibrary, bytes: Uint8Array, name: string): Promise<SignaturePacket> {
  const parsed = await pgp.readSignature({ binarySignature: bytes }).catch((cause: unknown) => {
    throw unreadable(name, cause);
  });
  const [packet] = parsed.packets;
  if (parsed.packets.length !== 1 || packet === undefined) throw unreadable(name, undefined);
  return packet;
}

function unreadable(name: string, cause: unknown): GvError {
  return new GvError('signature-malformed', `the signature of ${name} cannot be read`, {
    hint: 'Get the .asc file again, from the official site.',
    cause,
  });
}

function createdOf(packet: SignaturePacket): Date {
  return packet.created ?? new Date(Number.NaN);
}

function checkTimes(packet: SignaturePacket, now: Date, name: string): void {
  // Written so that a missing or invalid time fails too.
  if (!(createdOf(packet) <= now)) {
    throw new GvError('signature-wrong', `the signature of ${name} says it was made in the future`, {
      hint: 'Check the clock of this machine: date -u',
    });
  }
  if (packet.isExpired(now)) {
    throw new GvError('signer-expired', `the signature of ${name} has expired`, {
      hint: 'Get a newer signature from the signer.',
    });
  }
}

/** The copies that hold the key which the signature names. A key id has 64 bits only, so the fingerprint decides where it is given. */
function issuers(holders: readonly Holder[], packet: SignaturePacket, name: string): readonly Holder[] {
  const keyId = packet.issuerKeyID.toHex().toUpperCase();
  const named = holders.filter((holder) => holder.keyId === keyId);
  if (named.length === 0) {
    throw new GvError('signer-unknown', `${name} is signed by key ${keyId}, which gv does not know`, {
      hint: 'The key may be a newer subkey of Google: gv key update, or offline gv key import FILE.',
    });
  }
  if (packet.issuerFingerprint === null) return named;
  const print = Buffer.from(packet.issuerFingerprint).toString('hex').toUpperCase();
  const exact = named.filter((holder) => holder.fingerprint === print);
  if (exact.length > 0) return exact;
  throw new GvError('signer-foreign', `${name} is signed by ${print}, another key with a known key's id`, {
    hint: 'Do not use this file.',
  });
}
