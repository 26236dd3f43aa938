import { GvError } from '../../errors.ts';

/** The character that Node reads for bytes of a name that are no UTF-8. No entry can be asked for by such a name. */
export const LOST = '\ufffd';

/** A directory whose name gv cannot give back to the kernel, in words; the path has U+FFFD for the bytes that are lost. */
export function namelessText(path: string): string {
  return `cannot look into ${path}: a name in this path is no UTF-8`;
}

/** The cure: a shell can name the directory by a pattern, and the kernel follows a link to it. */
export const NAMELESS_CURE =
  'mv it to a name in UTF-8, or ln -s it and name the link (for a shell, a * stands for what cannot be typed)';

/** The failure for such a directory, with what the command found before. */
export function namelessFailure(path: string, before = ''): GvError {
  return new GvError('disk', `${before}${namelessText(path)}`, { hint: `To do: ${NAMELESS_CURE}.`, path });
}
