import type { SupportState } from '../../core/release/support.ts';
import type { Source } from '../../core/source.ts';
import type { Version } from '../../core/version.ts';
import { columns } from '../page/columns.ts';
import type { Page } from '../page/page.ts';
import { bytesText } from '../page/quantities.ts';
import { SUPPORT_WORDS } from './phrases.ts';

/** A line that can be installed: its newest release, and which of its releases are installed. */
export interface OfferedLine {
  readonly line: string;
  readonly newest: Version;
  readonly state: SupportState;
  readonly from: readonly Source[];
  readonly installed: readonly Version[];
}

export interface OfferedRelease {
  readonly version: Version;
  readonly state: SupportState;
  readonly installed: boolean;
  readonly from: readonly Source[];
  /** Bytes of the archive; null when no server gives the size. */
  readonly size: number | null;
}

/** The releases that can be installed, a line of Go in each row. */
export function offeredLinesText(lines: readonly OfferedLine[], page: Page): string {
  const rows = lines.map(({ line, newest, state, from, installed }) => [
    line,
    newest.label,
    SUPPORT_WORDS[state],
    whereText(from),
    installed.length === 0 ? '' : `installed: ${installed.map(({ label }) => label).join(', ')}`,
  ]);
  return columns(rows, page);
}

/** The releases that can be installed, one in each row; installed ones have an asterisk. */
export function offeredReleasesText(releases: readonly OfferedRelease[], page: Page): string {
  const rows = releases.map(({ installed, version, size, from, state }) => [
    installed ? '*' : ' ',
    version.label,
    size === null ? '' : bytesText(size),
    whereText(from),
    state === 'supported' ? '' : SUPPORT_WORDS[state],
  ]);
  return columns(rows, page);
}

function whereText(from: readonly Source[]): string {
  return from.length === 0 ? 'not offered for this platform' : from.join(' and ');
}
