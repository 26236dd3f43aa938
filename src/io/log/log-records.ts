import { isRecord, parseJson } from '../../core/json.ts';
import { GvError } from '../../errors.ts';
import type { LogProof } from '../../trust/log/prove.ts';
import type { LogReader } from '../../trust/log/reader.ts';
import { readSmallOrNothing } from '../disk/read.ts';
import { writeFileAtomic } from '../disk/write.ts';

/** An answer of 128 KiB and some thirty tiles of 8 KiB, in base64. */
const RECORD_BYTES = 1024 * 1024;

/**
 * Keeps the proof of a record, the lookup's answer and the tiles, as JSON. A reader of the file proves everything again,
 * so the file may be carried to a machine without network. Fails with `disk-full`, `permission`, `disk`.
 */
export async function keepRecord(path: string, { answer, tiles }: LogProof): Promise<void> {
  const texts = [...tiles].map(([tile, bytes]) => [tile, Buffer.from(bytes).toString('base64')] as const);
  const text = `${JSON.stringify({ answer, tiles: Object.fromEntries<string>(texts) })}\n`;
  if (readSmallOrNothing(path, RECORD_BYTES) !== text) await writeFileAtomic(path, text);
}

/** A log that consists of one kept record; undefined when none is kept that can be read. Any other question fails with `offline`. */
export function keptRecord(path: string): LogReader | undefined {
  const kept = parseRecord(readSmallOrNothing(path, RECORD_BYTES) ?? '');
  if (kept === undefined) return undefined;
  return {
    lookup: () => Promise.resolve(Buffer.from(kept.answer)),
    tile: (tile) => {
      const bytes = kept.tiles.get(tile);
      if (bytes !== undefined) return Promise.resolve(bytes);
      return Promise.reject(
        new GvError('offline', `${tile} of the checksum database is not kept in ${path}`, {
          hint: 'Leave --offline (GV_OFFLINE) out: the checksum database has it.',
        }),
      );
    },
  };
}

interface KeptRecord {
  readonly answer: string;
  readonly tiles: ReadonlyMap<string, Uint8Array>;
}

function parseRecord(text: string): KeptRecord | undefined {
  const value = parseJson(text);
  if (!isRecord(value)) return undefined;
  const { answer, tiles } = value;
  if (typeof answer !== 'string' || !isRecord(tiles)) return undefined;
  const bytes = Object.entries(tiles).flatMap(([tile, base64]): [string, Uint8Array][] =>
    typeof base64 === 'string' ? [[tile, Buffer.from(base64, 'base64')]] : [],
  );
  return { answer, tiles: new Map(bytes) };
}
