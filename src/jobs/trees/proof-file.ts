import type { Version } from '../../core/version.ts';
import type { Http } from '../../io/http/http.ts';
import { parseVerifierKey } from '../../trust/log/verifier-key.ts';
import { proofFileText } from '../../trust/proof-file/proof-file.ts';
import type { Run } from '../../world.ts';
import { recordOf } from '../log/recorded.ts';

export interface ProofRequest {
  readonly version: Version;
  readonly http: Http;
  /** Verifier key of the trusted checksum database. */
  readonly logKey: string;
}

/**
 * The proof of a release for this platform as a text of its own, kept or asked for. Any program that knows the database's key can check the text
 * without a network. Fails as `recordOf` does.
 */
export async function proofFileOf(run: Run, { version, http, logKey }: ProofRequest): Promise<string> {
  const proof = await recordOf(run, { version, http, logKey, platform: run.platform });
  return proof.file ?? (await proofFileText(proof, parseVerifierKey(logKey)));
}
