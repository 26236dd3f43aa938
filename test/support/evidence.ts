import { parseVersion } from '../../src/core/version.ts';
import { GvError, type ErrorCode } from '../../src/errors.ts';
import type {
  Arrival,
  DigestEvidence,
  Evidence,
  LogEvidence,
  SignatureEvidence,
} from '../../src/trust/evidence.ts';

const sha256 = 'a'.repeat(64);
const key = 'A'.repeat(40);
export const failed = (code: ErrorCode) => ({ state: 'failed', error: new GvError(code, code) }) as const;

export const index: DigestEvidence = { state: 'matches', sha256, from: 'index' };
export const cached: DigestEvidence = { state: 'matches', sha256, from: 'cache' };
export const foreign: DigestEvidence = { ...index, host: 'mirror.test' };
export const foreignCached: DigestEvidence = { ...cached, host: 'mirror.test' };
export const flag: DigestEvidence = { state: 'matches', sha256, from: 'flag' };
export const none: DigestEvidence = { state: 'none' };
export const absent: SignatureEvidence = { state: 'absent' };
const included: LogEvidence = { state: 'included', h1: 'h1:abc=', record: 5, treeSize: 7 };
const unasked: LogEvidence = { state: 'unavailable', why: 'not asked yet' };
export const good: SignatureEvidence = signed('2024-07-02');

export function signed(created: string): SignatureEvidence {
  const signer = {
    primary: key,
    subkey: key,
    keyId: key.slice(0, 16),
    created: new Date(created),
    expires: null,
  };
  return { state: 'good', signer: { ...signer, origin: 'embedded' } };
}

export interface Case {
  readonly how: Arrival;
  readonly digest: DigestEvidence;
  readonly signature: SignatureEvidence;
  readonly log?: LogEvidence;
  readonly release?: string;
  readonly fileName?: string;
}

export function evidenceOf(given: Case, unproven = false): Evidence {
  const version = parseVersion(given.release ?? '1.22.5');
  if (version === undefined) throw new RangeError(given.release);
  const fileName = given.fileName ?? `go${version.name}.linux-amd64.tar.gz`;
  return { log: unasked, ...given, version, fileName, unproven };
}

export const row = (
  how: Arrival,
  digest: DigestEvidence,
  signature: SignatureEvidence,
  more: Partial<Case> = {},
): Case => ({
  how,
  digest,
  signature,
  ...more,
});
export const OLD = { release: '1.8.4' };
export const ANCIENT = { release: '1.5.2' };
export const ZIP = { fileName: 'go1.22.5.windows-amd64.zip' };
export const MODULE = { fileName: 'v0.0.1-go1.22.5.linux-amd64.zip' };
export const LOG = { log: included };
