import { malformed } from './failure.ts';
import { HASH_BYTES } from './merkle.ts';
import { openNote } from './signed-note.ts';
import { fromBase64 } from './text.ts';
import type { VerifierKey } from './verifier-key.ts';

/** The state of the log at one time: the number of its records, and the root hash over them. */
export interface TreeHead {
  readonly size: number;
  readonly root: Uint8Array;
  /** The signed note it stands in. */
  readonly note: string;
}

const SHAPE = /^go\.sum database tree\n([1-9][0-9]{0,15})\n([A-Za-z0-9+/=]{44})\n/;

/**
 * Opens a signed tree head. Further lines are allowed and mean nothing (golang.org/x/mod/sumdb/tlog, ParseTree); an
 * empty tree proves nothing and is refused. Fails with `log-malformed` or `log-wrong`.
 */
export function openHead(note: string, key: VerifierKey, what: string): TreeHead {
  const [, digits, base64] = SHAPE.exec(openNote(note, key, what)) ?? [];
  const size = Number(digits);
  const root = fromBase64(base64 ?? '');
  if (!Number.isSafeInteger(size) || root?.length !== HASH_BYTES)
    throw malformed(`${what} does not say size and root`);
  return { size, root, note };
}
