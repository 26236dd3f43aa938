import { rename } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Layout } from '../../core/layout.ts';
import { diskError } from '../disk/disk-error.ts';
import { writeFileAtomic } from '../disk/write.ts';
import { entryKind, readSmallBytes } from '../disk/read.ts';

/** A manifest has a line of some hundred bytes for each of 16 000 files. */
const RECORD_BYTES = 64 * 1024 * 1024;

/**
 * Puts receipt and manifest of a release aside in its stage before those of the next tree take their places: until that
 * tree stands where the old one stood, they are still the true ones. Fails with `disk-full`, `permission` or `disk`.
 */
export async function setRecordsAside(layout: Layout, name: string, stage: string): Promise<void> {
  for (const record of recordsOf(layout, name)) {
    const bytes = readSmallBytes(record, RECORD_BYTES);
    if (bytes !== undefined) await writeFileAtomic(join(stage, basename(record)), bytes);
  }
}

/** Puts them back when the tree of a stage never left it. Fails with `permission` or `disk`. */
export async function bringRecordsBack(layout: Layout, name: string, stage: string): Promise<void> {
  if (entryKind(join(stage, 'go')) === 'absent') return;
  for (const record of recordsOf(layout, name)) {
    const aside = join(stage, basename(record));
    if (entryKind(aside) !== 'file') continue;
    await rename(aside, record).catch((error: unknown) => {
      throw diskError(error, record);
    });
  }
}

function recordsOf(layout: Layout, name: string): readonly string[] {
  return [layout.receipt(name), layout.manifest(name)];
}
