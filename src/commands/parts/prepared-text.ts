import type { Prepared } from '../../jobs/here/prepare.ts';
import { printable } from '../../report/page/printable.ts';

/** One sentence for each thing that a directory asks for: which file asks what, and what answers. */
export function preparedText(prepared: readonly Prepared[]): string {
  return prepared.map(({ why, version }) => `${printable(why)}: go ${version.label}\n`).join('');
}
