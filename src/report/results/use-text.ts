import { placeText } from '../../core/choice/pin.ts';
import type { Base } from '../../core/choice/trace.ts';
import type { Version } from '../../core/version.ts';
import { printable } from '../page/printable.ts';

/** A choice and the file that holds it. */
export function chosenText({ pin, file }: { readonly pin: string; readonly file: string }): string {
  return `go ${pin} (${printable(file)})\n`;
}

/** What taking a choice back did; `file` is the one it stood in, undefined when there was none. */
export function takenBackText(file: string | undefined): string {
  return file === undefined ? 'no version was chosen here\n' : `no longer chosen by ${printable(file)}\n`;
}

/** One thing that a directory asks for: which file asks what, and what answers. */
export interface AnsweredNeed {
  readonly why: string;
  readonly version: Version;
}

/** One sentence for each thing that a directory asks for. */
export function preparedText(prepared: readonly AnsweredNeed[]): string {
  return prepared.map(({ why, version }) => `${printable(why)}: go ${version.label}\n`).join('');
}

/** What answers in a directory that was made ready; `floors` is what runs in its place, as the go command changes to that. */
export function readyText(base: Base, floors: readonly AnsweredNeed[]): string {
  return `go ${base.label} (${printable(reasonText(base))})\n${preparedText(floors)}`;
}

/** Why a base answers. */
function reasonText({ file, rule, raised }: Base): string {
  if (raised !== undefined) {
    const who = file === '' ? 'the newest' : file;
    return `${who} says ${raised.from}, and ${placeText(raised.file, raised.line)} needs at least ${raised.floor}`;
  }
  if (file !== '') return file;
  return rule === 'system'
    ? 'nothing is asked here, and none is installed'
    : 'nothing is asked here: the newest installed';
}
