import type { HashName, Measured } from '../../core/measured.ts';
import { GvError } from '../../errors.ts';
import type { Holder } from './holders.ts';
import type { OpenPgpLibrary, SignaturePacket } from './library.ts';

export interface SignedDigest {
  readonly pgp: OpenPgpLibrary;
  readonly packet: SignaturePacket;
  readonly holders: readonly Holder[];
  readonly measured: Measured;
  readonly algorithm: HashName;
  readonly now: Date;
}

/**
 * Finds the holders whose key made this signature over this file, without reading the file again: the digest that
 * was computed while the bytes streamed is handed to openpgp.js through the packet's `hashed` field. That field is
 * undocumented, therefore openpgp is pinned exactly, no message is given that could be hashed in its place, and a
 * library that does not read the field fails here.
 * Fails with `signature-wrong` when no key fits; with `failed` when the library ignored the digest.
 */
export async function checkDigestSigned(input: SignedDigest): Promise<readonly Holder[]> {
  const { packet, holders, measured, algorithm } = input;
  const digest = await measured.digestWith(algorithm, trailer(packet.signatureData ?? new Uint8Array()));
  const reads = injectDigest(packet, digest);
  const causes: unknown[] = [];
  const makers: Holder[] = [];
  for (const holder of holders.filter((each) => each.key.keyPacket.algorithm === packet.publicKeyAlgorithm)) {
    reads.count = 0;
    // openpgp.js says "bad" by rejecting with a plain Error, whatever the reason.
    const cause = await verifyWith(input, holder).catch((error: unknown) => error);
    if (reads.count === 0) throw ignored(cause);
    if (cause === undefined) makers.push(holder);
    causes.push(cause);
  }
  if (makers.length === 0) throw wrong(measured.name, causes[0]);
  return makers;
}

/** The bytes hashed after the file (RFC 9580, 5.2.4): the signature's own hashed part, its version, 0xff, its length. */
function trailer(signatureData: Uint8Array): Uint8Array {
  const end = Buffer.alloc(6);
  end.set([4, 0xff]);
  end.writeUInt32BE(signatureData.length, 2);
  return Buffer.concat([signatureData, end]);
}

function injectDigest(packet: SignaturePacket, digest: Uint8Array): { count: number } {
  const reads = { count: 0 };
  Object.defineProperty(packet, 'hashed', {
    get: () => {
      reads.count += 1;
      return digest;
    },
  });
  return reads;
}

async function verifyWith({ pgp, packet, now }: SignedDigest, holder: Holder): Promise<undefined> {
  const noMessage = {};
  await packet.verify(holder.key.keyPacket, pgp.enums.signature.binary, noMessage, now, true);
}

function ignored(cause: unknown): GvError {
  return new GvError('failed', 'the OpenPGP library did not look at the digest of the file', {
    hint: 'This build of gv is broken; install gv again.',
    cause,
  });
}

function wrong(name: string, cause: unknown): GvError {
  return new GvError('signature-wrong', `the signature does not fit ${name}: other bytes were signed`, {
    hint: 'Do not use this file. It may be damaged or forged: fetch file and signature again from the official site.',
    cause,
  });
}
