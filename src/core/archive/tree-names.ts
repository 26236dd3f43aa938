/** The file of an official archive that names its release. */
export const VERSION_FILE = 'go/VERSION';

/** Bytes of a VERSION file that gv reads; the file of an official release has less than 64. */
export const VERSION_BYTES = 4096;

/** An empty part, `.` or `..`. */
const UNPLAIN = /(?:^|\/)\.{0,2}(?:\/|$)/;

/** Whether a path is relative and leads down at each of its parts. */
export function isPlainPath(path: string): boolean {
  return !UNPLAIN.test(path);
}

/** Names of the directories under `pkg/tool`, one for each platform whose tools a tree holds. `directories` are relative to the tree. */
export function toolDirectories(directories: Iterable<string>): readonly string[] {
  return [...directories].flatMap((path) => /^pkg\/tool\/([^/]+)$/.exec(path)?.[1] ?? []);
}
