import { GvError } from '../../errors.ts';

/** The character that Node reads for bytes of a name that are no UTF-8. No entry can be asked for by such a name. */
export const LOST = '\ufffd';

const WHY = 'a name in this path is no UTF-8';

/** A path that gv cannot give back to the kernel, in words; it has U+FFFD for the bytes that are lost. */
export function namelessText(path: string): string {
  return `cannot open ${path}: ${WHY}`;
}

/** The cure: a shell can name the entry by a pattern, and the kernel follows a link to it. */
export const NAMELESS_CURE =
  'mv it to a name in UTF-8, or ln -s it and name the link (for a shell, a * stands for what cannot be typed)';

/** The failure for such a path, with what the command found before. */
export function namelessFailure(path: string, before = ''): GvError {
  return new GvError('disk', `${before}${namelessText(path)}`, { hint: `To do: ${NAMELESS_CURE}.`, path });
}

/** The failure for a current directory of such a name; a shell tells gv the link that it went in by. */
export function namelessHere(path: string): GvError {
  return new GvError('disk', `cannot work in ${path}: ${WHY}`, {
    hint: 'Rename it, or go in by a link: ln -sn "$PWD" ~/here && cd ~/here',
    path,
  });
}

/** The failure for a variable that names such a place. */
export function namelessVariable(name: string, value: string): GvError {
  return new GvError('disk', `${name} is ${value}: ${WHY}`, {
    hint: `Set ${name} to a path in UTF-8, which may be a link to that place.`,
    path: value,
  });
}
