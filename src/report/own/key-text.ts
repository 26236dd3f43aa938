import { dayOf } from '../../core/text/day.ts';
import type { KeyDescription, KeyLine } from '../../trust/openpgp/key-list.ts';
import { columns } from '../page/columns.ts';
import type { Page } from '../page/page.ts';
import { printable } from '../page/printable.ts';

/** The keys that may sign, each with its subkeys and their state at `now`. */
export function keysText(keys: readonly KeyDescription[], now: Date, page: Page): string {
  return keys.map((key) => keyText(key, now, page)).join('');
}

/** The result of an import or an update of keys. */
export function addedText(count: number): string {
  if (count === 0) return 'no new copies: this key file is known\n';
  return `${count} new ${count === 1 ? 'copy' : 'copies'} of the pinned key kept\n`;
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
    ? 'expired: valid only for earlier signatures'
    : 'can sign';
}

function untilText({ expires }: KeyLine): string {
  return expires === null ? 'never expires' : dayOf(expires);
}
