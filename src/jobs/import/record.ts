import { isAbsolute } from 'node:path';
import { type ImportRecord, importRecordText, parseImportRecord } from '../../core/foreign/import-record.ts';
import { GvError } from '../../errors.ts';
import { entryKind, readSmallOrNothing } from '../../io/disk/read.ts';
import { removeFile, writeFileAtomic } from '../../io/disk/write.ts';
import { writerOf } from '../../io/host/writers.ts';
import { writerText } from '../../trust/writers.ts';
import type { World } from '../../world.ts';

/** Keeps what a run is about to add; undefined forgets it. Fails with `disk-full`, `permission`, `disk`. */
export async function keepImport({ layout }: World, record: ImportRecord | undefined): Promise<void> {
  if (record === undefined) await removeFile(layout.lastImport);
  else await writeFileAtomic(layout.lastImport, importRecordText(record));
}

/**
 * The additions of the last run of `gv import`. Another account that could write the record could have toolchains and pins removed
 * by it: such a record is refused. Fails with `usage` without a record, `permission` for one of others, `disk` for a damaged one.
 */
export function lastImport({ layout }: World): ImportRecord {
  const path = layout.lastImport;
  const hint = 'gv list shows the toolchains; gv uninstall VERSION removes one.';
  if (entryKind(path) === 'absent')
    throw new GvError('usage', 'there is no gv import to take back', { hint });
  // Judged before it is read: a file that only its owner may write stays as it was judged.
  const writer = writerOf(path);
  if (writer !== undefined)
    throw new GvError('permission', `${path} is not believed: ${writerText(writer)}`, { hint, path });
  const record = parseImportRecord(readSmallOrNothing(path) ?? '');
  if (record !== undefined) return record;
  throw new GvError('disk', `${path} is damaged`, { hint, path });
}

/** The trees of other managers that the last run took; none where no record is believed. */
export function recordedSources(world: World): readonly string[] {
  try {
    return lastImport(world).toolchains.flatMap(({ source }) => (isAbsolute(source) ? [source] : []));
  } catch (error) {
    if (error instanceof GvError) return [];
    throw error;
  }
}
