import type { Version } from '../../core/version.ts';
import { printable } from '../page/printable.ts';

/** What was removed, in the words of the commands, for the screen too; without a newline, as all here. */
export function removedText({ version, path }: { readonly version: Version; readonly path: string }): string {
  return `removed ${toolchainText({ version, path })}`;
}

/** A toolchain and where it lies. */
export function toolchainText({
  version,
  path,
}: {
  readonly version: Version;
  readonly path: string;
}): string {
  return `go ${version.label} (${printable(path)})`;
}

/** A choice and the file that holds it. */
export function chosenText(pin: string, file: string): string {
  return `go ${pin} (${printable(file)})`;
}
