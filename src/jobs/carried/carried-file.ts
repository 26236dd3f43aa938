import type { FileHandle } from 'node:fs/promises';
import type { Measured } from '../../core/measured.ts';
import type { Platform } from '../../core/platform.ts';
import type { ProofKind, ReceiptProof } from '../../core/proof.ts';
import { GvError } from '../../errors.ts';
import type { Http } from '../../io/http/http.ts';
import type { Keyring } from '../../trust/openpgp/keys.ts';
import type { Run } from '../../world.ts';
import type { AskLog } from '../install/prove.ts';
import { askLog, isSilence, recallLog } from '../log/ask-log.ts';
import { provenByFile } from './proof-file.ts';

/** An archive or module zip on this machine, and the user's flags for it. */
export interface CarriedFile {
  readonly path: string;
  /** Detached signature; default: the file's name with `.asc`. */
  readonly signature: string | undefined;
  /** A proof of the checksum database; default: the file's name with `.tlog-proof`. */
  readonly logProof: string | undefined;
  /** Lower-case hex. */
  readonly sha256: string | undefined;
  readonly keyring: Keyring;
  /** Verifier key of the trusted checksum database. */
  readonly logKey: string;
  readonly unproven: boolean;
  /** Proofs that the user makes mandatory. */
  readonly demanded: readonly ProofKind[];
}

/** The release in a proven file. */
export interface Verified {
  readonly file: string;
  readonly release: string;
  /** `linux-amd64`, or `src`. */
  readonly target: string;
  readonly sha256: string;
  readonly proofs: readonly ReceiptProof[];
  readonly missing: readonly string[];
}

/** A carried file, open on the bytes that were measured. */
export interface OpenCarried {
  readonly file: CarriedFile;
  readonly path: string;
  readonly measured: Measured;
  readonly handle: FileHandle;
  readonly http: Http;
}

/** `linux-amd64` and `linux-armv6l` as a platform. */
export function platformIn(target: string): Platform {
  const [os = '', arch = ''] = target.split('-');
  return { os, arch: arch.startsWith('armv') ? 'arm' : arch };
}

/**
 * The checksum database for a carried file: the proof file that came along, without a network; else asked where it can be reached, so that its newest head counts; else, and offline,
 * its kept answer is proven once more. Fails as `provenByFile` and `askLog` do, and with `offline`.
 */
export function logOf(run: Run, { file, path, http }: OpenCarried): AskLog {
  return async ({ version, platform }) => {
    const subject = { version, platform, logKey: file.logKey };
    const proven = await provenByFile(run, { ...subject, named: file.logProof, archive: path });
    if (proven !== undefined) return proven;
    const asking = run.offline
      ? Promise.reject(offline(version.label))
      : Promise.resolve().then(() => askLog(run, { ...subject, http }));
    return asking.catch(async (error: unknown) => {
      if (!(error instanceof GvError) || !isMute(error)) throw error;
      const kept = await recallLog(run, subject);
      if (kept === undefined) throw error;
      return kept;
    });
  };
}

/** True for failures without an answer of the checksum database. */
export function isMute(error: GvError): boolean {
  return isSilence(error) || error.code === 'log-disabled';
}

function offline(release: string): GvError {
  return new GvError('offline', `offline, and the record of go ${release} is not kept`, {
    hint: 'Leave --offline (GV_OFFLINE) out: the checksum database has the record.',
  });
}
