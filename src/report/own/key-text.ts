import { dayOf } from '../../core/text/day.ts';
import type { KeyDescription, KeyLine } from '../../trust/openpgp/key-list.ts';
import { columns } from '../page/columns.ts';
import type { Page } from '../page/page.ts';
import { printable } from '../page/printable.ts';

/** The keys that may sign, each with its subkeys and what they may do at a time. */
export function keysText(keys: readonly KeyDescription[], now: Date, page: Page): string {
  return keys.map((key) => keyText(key, now, page)).join('');
}

/** What an import or an update brought. */
export function addedText(count: number): string {
  return count === 0 ? 'nothing new: this key file is known\n' : `${count} new copy of the pinned key kept\n`;
}

function keyText({ primary, userIds, subkeys }: KeyDescription, now: Date, page: Page): string {
  const owner = primary.origin === 'keyring' ? 'your own keyring' : 'pinned';
  const rows = subkeys.map((line) => [
    '  subkey',
    line.fingerprint,
    `${dayOf(line.created)} – ${untilText(line)}`,
    stateText(line, now),
  ]);
  return `${primary.fingerprint} (${owner})\n  ${userIds.map(printable).join(', ')}\n${columns(rows, page)}`;
}

function stateText(line: KeyLine, now: Date): string {
  if (line.revoked) return 'revoked';
  if (!line.canSign) return 'cannot sign';
  return line.expires !== null && line.expires < now
    ? 'expired: vouches only for what it signed before'
    : 'can sign';
}

function untilText({ expires }: KeyLine): string {
  return expires === null ? 'never expires' : dayOf(expires);
}
