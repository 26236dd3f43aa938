import { isRecord, parseJson } from '../../core/json.ts';
import { hasCode } from '../../errors.ts';
import { openHead, type TreeHead } from '../../trust/log/tree-head.ts';
import type { VerifierKey } from '../../trust/log/verifier-key.ts';
import { readSmall } from '../disk/read.ts';
import { removeFile, writeFileAtomic } from '../disk/write.ts';

/** A signed head that came in a proof file, and was not yet put to the checksum database. */
export interface CarriedHead {
  readonly head: TreeHead;
  /** The proof file. */
  readonly from: string;
}

const MOST = 32;
const CARRIED_BYTES = 1024 * 1024;

/** The heads that wait beside the newest proven head, which is kept at `own`. Damaged entries, and those of another key, are left out. */
export function carriedHeads(own: string, key: VerifierKey): readonly CarriedHead[] {
  const value = parseJson(readSmall(pathOf(own), CARRIED_BYTES) ?? '');
  if (!Array.isArray(value)) return [];
  return value.flatMap((each: unknown): readonly CarriedHead[] => {
    if (!isRecord(each)) return [];
    const { note, from } = each;
    if (typeof note !== 'string' || typeof from !== 'string') return [];
    try {
      return [{ head: openHead(note, key, 'a carried head'), from }];
    } catch (error) {
      if (hasCode(error, 'log-wrong', 'log-malformed')) return [];
      throw error;
    }
  });
}

/** Keeps the heads that still wait, the last of them. Call it under the mutex of the checksum database. Fails with `disk-full`, `permission`, `disk`. */
export async function keepCarried(own: string, heads: readonly CarriedHead[]): Promise<void> {
  const path = pathOf(own);
  if (heads.length === 0) return removeFile(path);
  const entries = heads.slice(-MOST).map(({ head, from }) => ({ note: head.note, from }));
  await writeFileAtomic(path, `${JSON.stringify(entries)}\n`);
}

function pathOf(own: string): string {
  return `${own}.carried`;
}
