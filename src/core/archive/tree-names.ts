/** The file of an official archive that names its release. */
export const VERSION_FILE = 'go/VERSION';

/** So much of a VERSION file is read; those of official releases have less than 64 bytes. */
export const VERSION_BYTES = 4096;

/** Names of the directories under `pkg/tool`, one for each platform whose tools a tree holds. `directories` are relative to the tree. */
export function toolDirectories(directories: Iterable<string>): readonly string[] {
  return [...directories].flatMap((path) => /^pkg\/tool\/([^/]+)$/.exec(path)?.[1] ?? []);
}
