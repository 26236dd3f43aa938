import { basename, join } from 'node:path';
import type { Layout } from '../../core/layout.ts';
import { parseReceipt } from '../../core/toolchain/receipt.ts';
import { entryKind, readSmallBytes, readSmallBytesOrNothing, readSmallOrNothing } from '../disk/read.ts';
import { removeTree, writeFileAtomic } from '../disk/write.ts';

/** A manifest has a line of some hundred bytes for each of 16 000 files. */
const RECORD_BYTES = 64 * 1024 * 1024;

/** Stands aside for a record that was not there: the record of the next tree must not become that of the old one. */
const NO_RECORD = new Uint8Array();

/**
 * Puts receipt and manifest of a release aside in its stage before those of the next tree take their places: until the next
 * tree is in place, the old records are the true ones. Without an old tree there are none. A directory in the place of a record goes, as no file could take its place;
 * what else cannot be read says nothing, and is not kept. Fails with `disk-full`, `permission` or `disk`.
 */
export async function setRecordsAside(layout: Layout, name: string, stage: string): Promise<void> {
  const isReplacing = entryKind(layout.toolchain(name)) !== 'absent';
  for (const record of recordsOf(layout, name)) {
    const bytes = readSmallBytesOrNothing(record, RECORD_BYTES);
    if (bytes === undefined && entryKind(record) === 'other') await removeTree(record);
    const isAbsent = bytes === undefined && entryKind(record) === 'absent';
    const aside = isAbsent ? NO_RECORD : bytes;
    if (isReplacing && aside !== undefined) await writeFileAtomic(join(stage, basename(record)), aside);
  }
}

/**
 * Puts the records back that lie aside in a stage; a record that was not there goes. Copied, as the stage may lie on another file
 * system; what is right already is not written, as the disk may be full. Fails with `disk-full`, `permission` or `disk`.
 */
export async function bringRecordsBack(layout: Layout, name: string, stage: string): Promise<void> {
  for (const record of recordsOf(layout, name)) {
    const aside = join(stage, basename(record));
    const bytes = entryKind(aside) === 'file' ? readSmallBytes(aside, RECORD_BYTES) : undefined;
    if (bytes === undefined) continue;
    const now = readSmallBytesOrNothing(record, RECORD_BYTES);
    if (bytes.length === 0) await removeTree(record);
    else if (now === undefined || Buffer.compare(bytes, now) !== 0) await writeFileAtomic(record, bytes);
  }
}

/** Whether the receipt of the old tree lies aside in a stage. */
export function hasReceiptAside(layout: Layout, name: string, stage: string): boolean {
  const text = readSmallOrNothing(join(stage, basename(layout.receipt(name))));
  return text !== undefined && parseReceipt(text) !== undefined;
}

/** Removes receipt and manifest of a release, whatever lies in their places. Fails with `permission` or `disk`. */
export async function removeRecords(layout: Layout, name: string): Promise<void> {
  for (const record of recordsOf(layout, name)) await removeTree(record);
}

function recordsOf(layout: Layout, name: string): readonly string[] {
  return [layout.receipt(name), layout.manifest(name)];
}
