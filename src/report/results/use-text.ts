import { placeText } from '../../core/choice/pin.ts';
import type { Base } from '../../core/choice/trace.ts';
import type { Version } from '../../core/version.ts';
import { printable } from '../page/printable.ts';

/** A choice and the file that holds it. */
export function chosenText({ pin, file }: { readonly pin: string; readonly file: string }): string {
  return `go ${pin} (${printable(file)})\n`;
}

/** The result of taking a choice back; `file` held the choice, undefined when no file did. */
export function takenBackText(file: string | undefined): string {
  return file === undefined
    ? 'no version was chosen here\n'
    : `${printable(file)} no longer chooses a version\n`;
}

/** One request of a directory: its file and version, and the toolchain that answers. */
export interface AnsweredNeed {
  readonly why: string;
  readonly version: Version;
}

/** One sentence for each request of a directory. */
export function preparedText(prepared: readonly AnsweredNeed[]): string {
  return prepared.map(({ why, version }) => `${printable(why)}: go ${version.label}\n`).join('');
}

/** The base of a directory that was made ready; `floors` are the toolchains to which the go command changes. */
export function readyText(base: Base, floors: readonly AnsweredNeed[]): string {
  return `go ${base.label} (${printable(reasonText(base))})\n${preparedText(floors)}`;
}

/** The reason why a base answers. */
function reasonText({ file, rule, raised }: Base): string {
  if (raised !== undefined) {
    const who = file === '' ? 'the newest' : file;
    return `${who} says ${raised.from}, and ${placeText(raised.file, raised.line)} needs at least ${raised.floor}`;
  }
  if (file !== '') return file;
  return rule === 'system'
    ? 'no version is requested here, and none is installed'
    : 'no version is requested here: the newest installed';
}
