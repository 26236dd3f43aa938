import type { Version } from '../../core/version.ts';
import { printable } from '../page/printable.ts';
import { toolchainText } from './phrases.ts';

export interface RemovedToolchain {
  readonly toolchain: { readonly version: Version; readonly path: string };
  /** What needs it; undefined when nothing does. */
  readonly usedBy: string | undefined;
}

/** What was removed. */
export function removedText({ toolchain }: RemovedToolchain): string {
  return `removed ${toolchainText(toolchain)}\n`;
}

/** What would be removed, and what would not because something needs it. */
export function removalPlanText({ toolchain, usedBy }: RemovedToolchain): string {
  const what = toolchainText(toolchain);
  return usedBy === undefined
    ? `would remove ${what}\n`
    : `would not remove ${what}: in use by ${printable(usedBy)}\n`;
}

/** Asks whether a toolchain goes that something needs. */
export function inUseQuestion({ toolchain, usedBy = '' }: RemovedToolchain): string {
  return printable(`go ${toolchain.version.label} is in use (${usedBy}). Remove it all the same?`);
}

/** Asks whether all go that one word means. */
export function severalQuestion(text: string, versions: readonly Version[]): string {
  return printable(`${text} means go ${versions.map(({ label }) => label).join(', ')}. Remove them all?`);
}
