import type { Provenance } from '../../core/toolchain/provenance.ts';
import type { Version } from '../../core/version.ts';
import { columns } from '../page/columns.ts';
import type { Page } from '../page/page.ts';
import { printable } from '../page/printable.ts';
import { NOTHING_INSTALLED, PROVENANCE_WORDS } from './phrases.ts';

/** An installed toolchain with its facts for the list. */
export interface ListedToolchain {
  readonly version: Version;
  readonly here: boolean;
  readonly global: boolean;
  readonly prerelease: boolean;
  readonly origin: Provenance['trust'];
  readonly moduleZip: boolean;
  /** The host of an index that is not official. */
  readonly index: string | null;
}

/** The installed toolchains; `filtered` when a query chose among them. */
export function listText(
  listed: readonly ListedToolchain[],
  { page, filtered }: { readonly page: Page; readonly filtered: boolean },
): string {
  if (listed.length === 0)
    return filtered ? 'no installed toolchain matches (gv list shows all)\n' : NOTHING_INSTALLED;
  const { bold } = page.style;
  const rows = listed.map((item) => [
    item.here ? '*' : ' ',
    item.here ? bold(item.version.label) : item.version.label,
    marks(item, page.style).join(', '),
  ]);
  return columns(rows, page);
}

function marks(item: ListedToolchain, { dim, red, yellow }: Page['style']): readonly string[] {
  return [
    ...(item.global ? ['global'] : []),
    ...(item.prerelease ? ['prerelease'] : []),
    ...(item.moduleZip ? [dim('module zip')] : []),
    ...(item.origin === 'unproven' ? [red(PROVENANCE_WORDS.unproven)] : []),
    ...(item.origin === 'own-key' ? [PROVENANCE_WORDS['own-key']] : []),
    ...(item.origin === 'unknown' ? [yellow(PROVENANCE_WORDS.unknown)] : []),
    ...(item.index === null ? [] : [dim(`index of ${printable(item.index)}`)]),
  ];
}
