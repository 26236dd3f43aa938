import type { Layout } from '../../core/layout.ts';
import { originOf, originsText } from '../../core/toolchain/provenance.ts';
import { writeFileAtomic } from '../disk/write.ts';
import { type Installed, receiptOf } from './toolchains.ts';

/** Writes the file that `readOrigins` reads. Call it under the store's lock, after receipts have changed. Fails with `disk-full`, `permission`, `disk`. */
export async function writeOrigins(layout: Layout, installed: readonly Installed[]): Promise<void> {
  const origins = installed.map(
    ({ version }) => [version.name, originOf(receiptOf(layout, version))] as const,
  );
  await writeFileAtomic(layout.origins, originsText(origins));
}
