import type { SupportState } from '../../core/release/support.ts';
import type { Provenance } from '../../core/toolchain/provenance.ts';
import type { Version } from '../../core/version.ts';
import { printable } from '../page/printable.ts';

/** The result of a command that needs a toolchain and finds none. */
export const NOTHING_INSTALLED = 'nothing is installed yet: gv install latest\n';

/** The support of a line by the Go team, in words. */
export const SUPPORT_WORDS: Readonly<Record<SupportState, string>> = {
  supported: 'supported',
  ended: 'end of life',
  prerelease: 'prerelease',
};

/** A toolchain's proofs by its receipt, in words; empty in a table for the usual proofs. */
export const PROVENANCE_WORDS: Readonly<Record<Provenance['trust'], string>> = {
  proven: 'proven',
  'own-key': 'signed by a key of your keyring',
  unproven: 'UNPROVEN',
  unknown: 'no receipt',
};

/** A toolchain and its path, without a newline. */
export function toolchainText({
  version,
  path,
}: {
  readonly version: Version;
  readonly path: string;
}): string {
  return `go ${version.label} (${printable(path)})`;
}

/** Lines, each with its newline. */
export function linesText(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}

/** The meaning of a shared toolchain. */
export const SHARED = 'shared: a link to the tree of another manager, which may change it';
