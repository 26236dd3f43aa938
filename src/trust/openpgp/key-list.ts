import { holdersIn, parseKeyring, type Holder } from './holders.ts';
import type { KeyOrigin, Keyring } from './keys.ts';
import { loadOpenPgp } from './library.ts';
import { couldSign, endOf } from './lifetime.ts';
import { isSubkeyRevoked } from './validity.ts';

/** One key as `gv key list` shows it. Fingerprints in upper-case hex. */
export interface KeyLine {
  readonly fingerprint: string;
  readonly created: Date;
  /** null: never. */
  readonly expires: Date | null;
  readonly revoked: boolean;
  /** Whether its certificate lets it sign files; false where the binding is invalid. */
  readonly canSign: boolean;
  /** Of the first copy that holds it. */
  readonly origin: KeyOrigin;
}

/** A certificate, all its copies seen as one. */
export interface KeyDescription {
  readonly primary: KeyLine;
  readonly userIds: readonly string[];
  readonly subkeys: readonly KeyLine[];
}

/**
 * Describes a keyring as of `now`: one entry for each primary key, its subkeys oldest first. A key is revoked when
 * any copy says so, and lives as long as the copy that grants it the longest life.
 * Fails with `key-malformed`.
 */
export async function describeKeys(keyring: Keyring, now: Date): Promise<readonly KeyDescription[]> {
  const pgp = await loadOpenPgp();
  const holders = holdersIn(await parseKeyring(pgp, keyring));
  const primaries = [...new Set(keyring.map(({ primary }) => primary))];
  return Promise.all(
    primaries.map((primary) => describe(primary, { holders: holders.filter(under(primary)), now })),
  );
}

function under(primary: string): (holder: Holder) => boolean {
  return ({ copy }) => copy.primary === primary;
}

interface Family {
  readonly holders: readonly Holder[];
  readonly now: Date;
}

async function describe(primary: string, family: Family): Promise<KeyDescription> {
  const { holders, now } = family;
  const lines = await Promise.all(holders.map((holder) => lineOf(holder, now)));
  const prints = [...new Set(lines.map(({ fingerprint }) => fingerprint))];
  const merged = prints.flatMap((print) => merge(lines.filter(({ fingerprint }) => fingerprint === print)));
  const top = merged.filter(({ fingerprint }) => fingerprint === primary);
  const [line] = top;
  if (line === undefined) throw new TypeError(`no copy of ${primary} holds it`);
  return {
    primary: line,
    userIds: [...new Set(holders.flatMap(({ certificate }) => certificate.getUserIDs()))],
    subkeys: merged
      .filter(({ fingerprint }) => fingerprint !== primary)
      .toSorted((a, b) => Number(a.created) - Number(b.created)),
  };
}

function merge(copies: readonly KeyLine[]): readonly KeyLine[] {
  const [first] = copies;
  if (first === undefined) return [];
  const revoked = copies.some((line) => line.revoked);
  const canSign = !revoked && copies.some((line) => line.canSign);
  const ends = copies.map(({ expires }) => expires);
  const expires = ends.includes(null) ? null : new Date(Math.max(...ends.map(Number)));
  return [{ ...first, expires, revoked, canSign }];
}

async function lineOf(holder: Holder, now: Date): Promise<KeyLine> {
  const { key, fingerprint, copy } = holder;
  const isPrimary = 'subkeys' in key;
  const ends = await endOf(key, now);
  const certified = ends !== null;
  return {
    fingerprint,
    created: key.getCreationTime(),
    expires: certified ? (ends instanceof Date ? ends : null) : new Date(0),
    revoked: isPrimary ? await key.isRevoked(undefined, undefined, now) : await isSubkeyRevoked(key, now),
    canSign: await couldSign(holder),
    origin: copy.origin,
  };
}
