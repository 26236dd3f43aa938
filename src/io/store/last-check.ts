import type { Layout } from '../../core/layout.ts';
import type { TreeVerdict } from '../../core/toolchain/tree-verdict.ts';
import { readSmallOrNothing } from '../disk/read.ts';
import { cacheFile } from '../disk/write.ts';

/** The last verdict on an installed tree. For display only; no decision rests on it. */
export interface LastCheck {
  readonly state: 'intact' | 'changed';
  readonly at: Date;
}

/** One line. */
const MOST_BYTES = 256;

/** Keeps a verdict on an installed tree, with the time of that installation. One that cannot be kept is a verdict all the same. */
export async function keepCheck(
  layout: Layout,
  { version, state, receipt }: Pick<TreeVerdict, 'version' | 'state' | 'receipt'>,
  at: Date,
): Promise<void> {
  if (state === 'unknown' || receipt === undefined) return;
  await cacheFile(layout.check(version.name), `${state} ${at.toISOString()} ${receipt.installed}\n`);
}

/** The last verdict on this installation; undefined when none is kept, or the file is malformed. */
export function lastCheck(
  layout: Layout,
  { version, installed }: { readonly version: string; readonly installed: string },
): LastCheck | undefined {
  const [state, at = '', of] = (readSmallOrNothing(layout.check(version), MOST_BYTES) ?? '')
    .trimEnd()
    .split(' ');
  if (of !== installed || (state !== 'intact' && state !== 'changed')) return undefined;
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? undefined : { state, at: date };
}
