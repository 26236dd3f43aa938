import { proofText } from '../../report/event-text.ts';
import { bytesText } from '../../report/quantities.ts';
import { receiptOf } from '../../io/toolchains.ts';
import type { Row } from '../state/catalog.ts';
import type { Detail } from '../state/state.ts';
import type { World } from '../../world.ts';

/** What is known of a release: of an installed one what its receipt says. */
export function describe(world: World, row: Row): Detail {
  if (row.installed === undefined) return { lines: offered(row) };
  const receipt = receiptOf(world.layout, row.installed.version);
  if (receipt === undefined) return { lines: [`path      ${row.installed.path}`, 'no receipt'] };
  return {
    lines: [
      `path      ${row.installed.path}`,
      `from      ${receipt.source}`,
      `archive   ${bytesText(receipt.size)}, SHA-256 ${receipt.sha256}`,
      `installed ${receipt.installed.slice(0, 10)}`,
      ...receipt.proofs.map(proofText),
      ...(receipt.unproven ? ['UNPROVEN: let in by --unproven'] : []),
      ...receipt.missing.map((what) => `missing   ${what}`),
    ],
  };
}

function offered({ from, size }: Row): readonly string[] {
  const places = { official: 'the official archives', proxy: 'the module proxy' } as const;
  if (from.length === 0) return ['nobody offers it for this machine'];
  return [
    `to be had from ${from.map((place) => places[place]).join(' and ')}`,
    ...(size === undefined ? [] : [`archive   ${bytesText(size)}`]),
  ];
}
