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

/** The plan for a toolchain: removed, or kept because it is in use. */
export function removalPlanText({ toolchain, usedBy }: RemovedToolchain): string {
  const what = toolchainText(toolchain);
  return usedBy === undefined
    ? `would remove ${what}\n`
    : `would not remove ${what}: in use by ${printable(usedBy)}\n`;
}

/** Asks whether to remove a toolchain that is in use. */
export function inUseQuestion({ toolchain, usedBy = '' }: RemovedToolchain): string {
  return printable(`go ${toolchain.version.label} is in use (${usedBy}). Remove it anyway?`);
}

/** Asks whether to remove all toolchains that one word means. */
export function severalQuestion(text: string, versions: readonly Version[]): string {
  return printable(`${text} means go ${versions.map(({ label }) => label).join(', ')}. Remove them all?`);
}
