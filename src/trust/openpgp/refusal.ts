import { dayOf } from '../../core/text/day.ts';
import { GvError, type ErrorCode } from '../../errors.ts';
import type { Claim } from './claim.ts';
import type { Holder } from './holders.ts';
import { couldSign, endOf } from './lifetime.ts';

/**
 * Tells why no copy of the certificate had a valid signing key when the signature was made: the key did not exist
 * yet (`signature-wrong`), had expired (`signer-expired`), is only known by a copy that was renewed since
 * (`signer-unknown`), or never was a signing key of this certificate (`signer-foreign`).
 */
export async function whyInvalid(claim: Claim, cause: unknown): Promise<GvError> {
  const { makers, created, now, name } = claim;
  const print = makers[0]?.fingerprint ?? 'unknown';
  const refuse = (code: ErrorCode, message: string, hint: string): GvError =>
    new GvError(code, message, { hint, cause });
  if (makers.every(({ key }) => key.getCreationTime() > created)) {
    return refuse(
      'signature-wrong',
      `the signature of ${name} is older than its key ${print}`,
      'Do not use this file.',
    );
  }
  const end = await lastEnd(makers, now);
  if (end !== undefined && end <= created) {
    const message = `${name} was signed after its key ${print} expired on ${dayOf(end)}`;
    return refuse(
      'signer-expired',
      message,
      'If the key was prolonged since, fetch its new copy: gv key update',
    );
  }
  if (await anyCouldSign(makers)) {
    const message = `${name} was signed before the copy of key ${print} that gv has was renewed`;
    return refuse('signer-unknown', message, 'Add an older copy of the key: gv key import FILE');
  }
  const primary = makers[0]?.copy.primary ?? 'unknown';
  const message = `${print}, which signed ${name}, is no signing key of ${primary}`;
  return refuse('signer-foreign', message, 'Do not use this file.');
}

async function anyCouldSign(makers: readonly Holder[]): Promise<boolean> {
  const each = await Promise.all(makers.map(couldSign));
  return each.includes(true);
}

/** The latest end of life among the copies, of the key or of the certificate above it; undefined when a copy sets no end. */
async function lastEnd(makers: readonly Holder[], now: Date): Promise<Date | undefined> {
  const ends: number[] = [];
  for (const { key, certificate } of makers) {
    const own = await endOf(key, now);
    const above = await certificate.getExpirationTime();
    if (own === null || above === null) continue;
    ends.push(Math.min(Number(own), Number(above)));
  }
  const last = Math.max(...ends);
  return Number.isFinite(last) ? new Date(last) : undefined;
}
