/** A directory whose name gv cannot give back to the kernel, in words; the path has U+FFFD for the bytes that are lost. */
export function namelessText(path: string): string {
  return `gv cannot look into ${path}: a name in this path is no UTF-8`;
}

/** The cure: a shell can name the directory by a pattern, and the kernel follows a link to it. */
export const NAMELESS_CURE =
  'mv it to a name in UTF-8, or ln -s it and gv audit --path LINK (for a shell, a * stands for what cannot be typed)';

/** The same as a sentence. */
export const NAMELESS_HINT = `To do: ${NAMELESS_CURE}.`;
