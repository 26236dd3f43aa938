import { createPublicKey, verify } from 'node:crypto';
import { parseGvVersion, type GvVersion } from '../core/own/gv-version.ts';
import { GvError } from '../errors.ts';

/** A release of gv whose list of files was proven. */
export interface SignedRelease {
  readonly version: GvVersion;
  /** SHA-256 of each file, by its name. */
  readonly digests: ReadonlyMap<string, string>;
}

export interface SignedSums {
  /** SHA256SUMS as it came. */
  readonly sums: Uint8Array;
  /** SHA256SUMS.sig: the 64 bytes of an Ed25519 signature (RFC 8032); undefined where a server has none. */
  readonly signature: Uint8Array | undefined;
  /** As in `ReleaseHome`. */
  readonly keys: readonly string[];
}

/** Refuses to look for a newer gv that could not be proven. Fails with `no-release-key`. */
export function requireReleaseKey(keys: readonly string[]): void {
  if (keys.length > 0) return;
  throw new GvError(
    'no-release-key',
    'this build of gv has no release key, so it cannot prove an update of itself',
    { hint: 'Run install.sh of a release you trust: it keeps toolchains and config.' },
  );
}

/**
 * Reads the list of a release's files, once a signature of one of the keys proves it. The version stands in the signed
 * names, so that a server cannot pass one release off as another.
 * Fails with `no-release-key`, `signature-missing`, `signature-malformed`, `signature-wrong`, `content-wrong`.
 */
export function readSignedSums({ sums, signature, keys }: SignedSums): SignedRelease {
  requireReleaseKey(keys);
  if (signature === undefined) {
    throw new GvError(
      'signature-missing',
      'SHA256SUMS.sig, the signature of this release of gv, is missing',
      {
        hint: 'The server may be broken, or lie: try another (GV_INSTALL_BASE).',
      },
    );
  }
  if (signature.length !== 64) {
    throw new GvError('signature-malformed', `SHA256SUMS.sig has ${signature.length} bytes instead of 64`, {
      hint: 'The server may be broken, or a captive portal answers: try another (GV_INSTALL_BASE).',
    });
  }
  if (!keys.some((key) => isSignedBy(key, sums, signature))) {
    throw new GvError('signature-wrong', 'SHA256SUMS is not signed by the release key of this gv', {
      hint: 'Do not use these files, and report where they came from.',
    });
  }
  return parseSums(new TextDecoder().decode(sums));
}

function isSignedBy(key: string, sums: Uint8Array, signature: Uint8Array): boolean {
  const publicKey = createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' });
  // verify() would take the key's own algorithm; only this one was reviewed.
  return publicKey.asymmetricKeyType === 'ed25519' && verify(null, sums, publicKey, signature);
}

const LINE = /^([0-9a-f]{64}) {2}([A-Za-z0-9][A-Za-z0-9._+-]{0,120})$/;
const ARCHIVE = /^gv-(.+)-(?:any|[a-z]+-[a-z0-9]+)\.tar\.gz$/;

function parseSums(text: string): SignedRelease {
  const digests = new Map<string, string>();
  const versions = new Set<string>();
  for (const line of text.split('\n').filter((row) => row !== '')) {
    const [, digest = '', name = ''] = LINE.exec(line) ?? [];
    if (name === '' || digests.has(name)) throw malformed();
    digests.set(name, digest);
    const version = ARCHIVE.exec(name)?.[1];
    if (version !== undefined) versions.add(version);
  }
  const [named, ...others] = versions;
  const version = parseGvVersion(named ?? '');
  if (version === undefined || version.text !== named || others.length > 0) throw malformed();
  return { version, digests };
}

function malformed(): GvError {
  return new GvError('content-wrong', 'SHA256SUMS is signed, but is not the list of one release of gv', {
    hint: 'Do not use these files, and report them.',
  });
}

/** An archive of a release: the name to ask for, and the digest that it must have. */
export interface ReleaseArchive {
  readonly name: string;
  readonly sha256: string;
}

/** The archive for a platform, e.g. `linux-amd64`, or `any`. Fails with `no-archive`. */
export function archiveFor({ version, digests }: SignedRelease, platform: string): ReleaseArchive {
  const name = `gv-${version.text}-${platform}.tar.gz`;
  const sha256 = digests.get(name);
  if (sha256 !== undefined) return { name, sha256 };
  throw new GvError('no-archive', `gv ${version.text} has no archive for ${platform}`, {
    hint: 'Its platforms are those of SHA256SUMS; from a checkout of gv, install.sh builds it.',
  });
}
