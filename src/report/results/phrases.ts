import type { SupportState } from '../../core/release/support.ts';
import type { Provenance } from '../../core/toolchain/provenance.ts';
import type { Version } from '../../core/version.ts';
import { printable } from '../page/printable.ts';

/** What every command says that needs a toolchain and finds none. */
export const NOTHING_INSTALLED = 'nothing is installed yet: gv install latest\n';

/** Whether the Go team supports a line, for people. */
export const SUPPORT_WORDS: Readonly<Record<SupportState, string>> = {
  supported: 'supported',
  ended: 'end of life',
  prerelease: 'prerelease',
};

/** What a receipt says of a toolchain's proofs, for people; what is as it should be goes without saying in a table. */
export const PROVENANCE_WORDS: Readonly<Record<Provenance['trust'], string>> = {
  proven: 'proven',
  'own-key': 'signed by a key of your keyring',
  unproven: 'UNPROVEN',
  unknown: 'no receipt',
};

/** A toolchain and where it lies, without a newline. */
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
