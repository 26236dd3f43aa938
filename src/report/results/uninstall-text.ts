import type { Version } from '../../core/version.ts';
import { printable } from '../page/printable.ts';
import { toolchainText } from './phrases.ts';

export interface RemovedToolchain {
  readonly toolchain: { readonly version: Version; readonly path: string };
  /** The choice that needs the toolchain; undefined when none does. */
  readonly usedBy: string | undefined;
}

/** The report of a removed toolchain. */
export function removedText({ toolchain }: RemovedToolchain): string {
  return `removed ${toolchainText(toolchain)}\n`;
}

/** The plan for a toolchain: removed, or kept because it is in use and the removal is not forced. */
export function removalPlanText(
  { toolchain, usedBy }: RemovedToolchain,
  { force }: { readonly force: boolean },
): string {
  const what = toolchainText(toolchain);
  return usedBy === undefined || force
    ? `would remove ${what}\n`
    : `would not remove ${what}: in use by ${printable(usedBy)}\n`;
}

/** A toolchain of a line or range that stays although its line was named. */
export function staysText({ toolchain, usedBy = '' }: RemovedToolchain): string {
  return printable(
    `go ${toolchain.version.label} stays: in use by ${usedBy} (--force removes it all the same)`,
  );
}

/** Asks whether to remove the toolchains that one word means. */
export function severalQuestion(text: string, versions: readonly Version[]): string {
  const all = versions.length === 1 ? 'it' : 'them all';
  return printable(`${text} means go ${versions.map(({ label }) => label).join(', ')}. Remove ${all}?`);
}
