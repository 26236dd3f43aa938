import { lstatSync } from 'node:fs';
import type { Layout } from '../../core/layout.ts';
import { provenanceOf, type Provenance, parseProvenances } from '../../core/toolchain/provenance.ts';
import { readSmallOrNothing } from '../disk/read.ts';
import { type Installed, receiptOf } from './toolchains.ts';

/** Room for thousands of toolchains. */
const MOST_BYTES = 256 * 1024;

/**
 * The provenance of each toolchain by its receipt, by name, read from one small file: opening two hundred receipts takes longer
 * than the rest of `gv list`. The file counts only while it is younger than every change among the receipts; else gv reads the
 * receipts.
 *
 * Remove when `gv list` is quick enough with two hundred receipts to open.
 */
export function readProvenances(
  layout: Layout,
  installed: readonly Installed[],
): ReadonlyMap<string, Provenance> {
  const kept = parseProvenances(keptProvenances(layout) ?? '');
  return new Map(
    installed.map(({ version }) => {
      return [version.name, kept.get(version.name) ?? provenanceOf(receiptOf(layout, version))];
    }),
  );
}

/** The text of the file; undefined where the file does not count. */
export function keptProvenances(layout: Layout): string | undefined {
  return isCurrent(layout) ? readSmallOrNothing(layout.provenances, MOST_BYTES) : undefined;
}

/** A receipt that is added or removed changes the time of the directory. */
function isCurrent(layout: Layout): boolean {
  const [file, receipts] = [layout.provenances, layout.receipts].map((path) =>
    lstatSync(path, { throwIfNoEntry: false, bigint: true }),
  );
  return file !== undefined && receipts !== undefined && file.mtimeNs > receipts.mtimeNs;
}
