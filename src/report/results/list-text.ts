import type { Provenance } from '../../core/toolchain/provenance.ts';
import type { Version } from '../../core/version.ts';
import { columns, wrapped } from '../page/columns.ts';
import type { Page } from '../page/page.ts';
import { printable } from '../page/printable.ts';
import { bytesText } from '../page/quantities.ts';
import { NOTHING_INSTALLED, PROVENANCE_WORDS, SHARED, SUPPORT_WORDS } from './phrases.ts';

/** An installed toolchain with its facts for the list. */
export interface ListedToolchain {
  readonly version: Version;
  readonly here: boolean;
  readonly global: boolean;
  readonly prerelease: boolean;
  readonly origin: Provenance['trust'];
  readonly moduleZip: boolean;
  /** A link to the tree of another manager. */
  readonly shared?: boolean;
  /** Bytes of the archive. */
  readonly size: number | null;
  readonly update: string | null;
  readonly endOfLife: boolean;
  /** The host of an index that is not official. */
  readonly index: string | null;
  /** The part without which it cannot run: the tree of a link, or `bin/go`. */
  readonly lacks?: 'tree' | 'go' | null;
}

/**
 * The installed toolchains, one a line, in the same columns for a terminal and a program; `filtered` when a query chose among
 * them. Proven ones have a check mark on a terminal, which also gets a legend, and elsewhere the word at the end of the line.
 */
export function listText(
  listed: readonly ListedToolchain[],
  { page, filtered }: { readonly page: Page; readonly filtered: boolean },
): string {
  if (listed.length === 0)
    return filtered ? 'no installed toolchain matches (gv list shows all)\n' : NOTHING_INSTALLED;
  const rows = listed.map((item) => [
    item.here ? '*' : ' ',
    page.style.bold(item.version.label),
    item.size === null ? '-' : bytesText(item.size),
    [...checkMark(item, page), marks(item, page).join(', ')].join(' '),
  ]);
  return columns(rows, page) + legend(listed, page);
}

function checkMark({ origin }: ListedToolchain, { style, width }: Page): readonly string[] {
  return width !== undefined && origin === 'proven' ? [style.green('✓')] : [];
}

function marks(item: ListedToolchain, { style: { dim, red, yellow }, width }: Page): readonly string[] {
  return [
    ...(item.global ? ['global'] : []),
    ...(item.prerelease ? ['prerelease'] : []),
    ...(item.update === null ? [] : [yellow(`update to ${item.update}`)]),
    ...(item.endOfLife ? [yellow(SUPPORT_WORDS.ended)] : []),
    ...(item.moduleZip && item.shared !== true ? [dim('module zip')] : []),
    ...(isImported(item) ? [dim('imported')] : []),
    ...(item.shared === true ? [yellow('shared')] : []),
    ...(item.lacks === 'tree' ? [red('its tree is gone')] : []),
    ...(item.lacks === 'go' ? [red('its bin/go is gone')] : []),
    ...(item.origin === 'unproven' ? [red(PROVENANCE_WORDS.unproven)] : []),
    ...(item.origin === 'own-key' ? [PROVENANCE_WORDS['own-key']] : []),
    ...(item.origin === 'unknown' ? [yellow(PROVENANCE_WORDS.unknown)] : []),
    ...(item.index === null ? [] : [dim(`index of ${printable(item.index)}`)]),
    ...(width === undefined && item.origin === 'proven' ? [PROVENANCE_WORDS.proven] : []),
  ];
}

/** A copy of another manager's tree, which came in no archive and has no size. */
function isImported({ moduleZip, shared, size, origin }: ListedToolchain): boolean {
  return moduleZip && shared !== true && size === null && origin !== 'unknown';
}

/** The meaning of the marks that stand above, for a person; nothing for a program. */
function legend(listed: readonly ListedToolchain[], { style, width }: Page): string {
  if (width === undefined) return '';
  const some = (is: (item: ListedToolchain) => boolean, words: string): readonly string[] =>
    listed.some(is) ? [words] : [];
  const entries = [
    ...some(({ here }) => here, '* runs here'),
    ...some(({ origin }) => origin === 'proven', '✓ proven'),
    ...some(({ size }) => size !== null, 'MB: size of the download'),
    ...some(({ update }) => update !== null, 'update: gv upgrade'),
    ...some(({ endOfLife }) => endOfLife, 'end of life: no more fixes from the Go team'),
    ...some(isImported, 'imported: copied from another manager, so that nothing was downloaded (-)'),
    ...some(({ shared }) => shared === true, SHARED),
    ...some(({ lacks }) => lacks === 'tree' || lacks === 'go', 'gone: gv verify says more'),
    ...some(
      ({ moduleZip, shared }) => moduleZip && shared !== true,
      'module zip: lacks api, doc, misc and test, which go does not need',
    ),
  ];
  if (entries.length === 0) return '';
  const lines = wrapped(entries.join('; '), width).map((line) => `${style.dim(line)}\n`);
  return `\n${lines.join('')}`;
}
