import { basename } from 'node:path';
import { toolchainModule } from '../../core/release/module-name.ts';
import { hasCode } from '../../errors.ts';
import { readSmallOrNothing } from '../../io/disk/read.ts';
import { writeFileAtomic } from '../../io/disk/write.ts';
import type { LogProof } from '../../trust/log/prove.ts';
import { parseVerifierKey } from '../../trust/log/verifier-key.ts';
import { readProofFile } from '../../trust/proof-file/read-proof.ts';
import type { Run, World } from '../../world.ts';
import { keepAnswer } from './keep-answer.ts';
import type { LogSubject } from './log-subject.ts';

/** A record of 64 KiB in base64, its path and a signed note. */
export const PROOF_BYTES = 256 * 1024;

/**
 * Keeps the proof file of a carried archive as long as the records that the checksum database gave. Not where nothing may be written: the proof
 * holds all the same.
 */
export async function keepProofFile(run: Run, subject: LogSubject, text: string): Promise<void> {
  const [own = ''] = pathsOf(run, subject);
  if (readSmallOrNothing(own, PROOF_BYTES) === text) return;
  await keepAnswer(run, own, async (path) => {
    try {
      await writeFileAtomic(path, text);
    } catch (error) {
      if (!hasCode(error, 'permission')) throw error;
    }
  });
}

/** The proof in a kept proof file, checked once more as if another machine had just written the file; undefined where none holds. */
export function recallProofFile(world: World, subject: LogSubject): LogProof | undefined {
  const { version, platform, logKey } = subject;
  const question = { ...toolchainModule(version, platform), key: parseVerifierKey(logKey) };
  for (const path of pathsOf(world, subject)) {
    const text = readSmallOrNothing(path, PROOF_BYTES);
    if (text === undefined) continue;
    try {
      return readProofFile({ ...question, name: basename(path), text }).proof;
    } catch (error) {
      // A damaged copy is no proof against the log: it counts as missing.
      if (!hasCode(error, 'proof-wrong', 'proof-malformed')) throw error;
    }
  }
  return undefined;
}

/** Beside the records that the checksum database itself gave. */
function pathsOf({ layout }: World, { version, platform, logKey }: LogSubject): readonly string[] {
  const { version: moduleVersion } = toolchainModule(version, platform);
  const records = layout.logRecords(parseVerifierKey(logKey).hash, moduleVersion);
  return records.map((path) => path.replace(/\.json$/, '.tlog-proof'));
}
