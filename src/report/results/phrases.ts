import type { Version } from '../../core/version.ts';
import { printable } from '../page/printable.ts';

interface Toolchain {
  readonly version: Version;
  readonly path: string;
}

/** What was removed, in the words of the commands, for the screen too; without a newline, as all here. */
export function removedText(toolchain: Toolchain): string {
  return `removed ${toolchainText(toolchain)}`;
}

/** A toolchain and where it lies. */
export function toolchainText({ version, path }: Toolchain): string {
  return chosenText(version.label, path);
}

/** A choice and the file that holds it. */
export function chosenText(pin: string, file: string): string {
  return `go ${pin} (${printable(file)})`;
}
