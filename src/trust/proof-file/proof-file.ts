import { checkIncluded } from '../log/inclusion.ts';
import type { LogProof } from '../log/prove.ts';
import type { LogReader } from '../log/reader.ts';
import { parseLookup } from '../log/record.ts';
import { openHead } from '../log/tree-head.ts';
import { provenTree } from '../log/tree.ts';
import type { VerifierKey } from '../log/verifier-key.ts';
import { inclusionPath } from './inclusion-path.ts';

/**
 * A proof of the checksum database as a text of its own (c2sp.org/tlog-proof@v1): the record in `extra`, its number, the hashes
 * from the record up to the root, and the signed head. The record's hash is the first step of the proof: a reader hashes `extra`
 * before a line of it is believed. The head's origin is `go.sum database tree`, as the checksum database's notes have it, and not
 * the name of its key; no witness has cosigned it. Fails with `log-wrong` for a proof that does not hold.
 */
export async function proofFileText(
  { answer, tiles }: Pick<LogProof, 'answer' | 'tiles'>,
  key: VerifierKey,
): Promise<string> {
  const { record, note } = parseLookup(Buffer.from(answer));
  const tree = provenTree(openHead(note, key, 'its tree head'), keptTiles(tiles));
  await checkIncluded(record, tree);
  const hashes = await inclusionPath(record.id, tree);
  const lines = [
    'c2sp.org/tlog-proof@v1',
    `extra ${base64(Buffer.from(record.text))}`,
    `index ${record.id}`,
    ...hashes.map(base64),
  ];
  return `${lines.join('\n')}\n\n${note}`;
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

/** The tiles that proved the record once prove it again. */
function keptTiles(tiles: ReadonlyMap<string, Uint8Array>): LogReader {
  const missing = (): Promise<never> => Promise.reject(new TypeError('a proof has all of its tiles'));
  return {
    lookup: missing,
    tile: (path) => {
      const bytes = tiles.get(path);
      return bytes === undefined ? missing() : Promise.resolve(bytes);
    },
  };
}
