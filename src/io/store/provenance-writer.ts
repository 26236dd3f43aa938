import type { Layout } from '../../core/layout.ts';
import { provenanceOf, provenancesText } from '../../core/toolchain/provenance.ts';
import { writeFileAtomic } from '../disk/write.ts';
import { type Installed, receiptOf } from './toolchains.ts';

/**
 * Writes the file that `readProvenances` reads. Apart from the reader, as `gv list` would load the asynchronous half of Node's
 * fs with it. Call it under the store's mutex, after receipts have changed. Fails with `disk-full`, `permission`, `disk`.
 */
export async function writeProvenances(layout: Layout, installed: readonly Installed[]): Promise<void> {
  const provenances = installed.map(
    ({ version }) => [version.name, provenanceOf(receiptOf(layout, version))] as const,
  );
  await writeFileAtomic(layout.provenances, provenancesText(provenances));
}
