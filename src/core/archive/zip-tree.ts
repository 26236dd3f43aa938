import { entryChecker } from './entry-checker.ts';
import type { ZipRecord } from './zip-directory.ts';
import { MODULE_ZIP_BYTES } from './zip-end.ts';
import { entryRefusal, zipRefusal } from './zip-refusal.ts';

/** An entry and the file it becomes. */
export interface ZipFile {
  readonly record: ZipRecord;
  /** `go/src/fmt/print.go`. */
  readonly path: string;
  readonly mode: 0o644 | 0o755;
}

/** The files and directories that a module zip becomes, checked before anything is written. */
export interface ZipTree {
  readonly files: readonly ZipFile[];
  /** Every directory, parents first, `go` among them. */
  readonly directories: readonly string[];
  readonly bytes: number;
}

/** cmd/distpack's rule for what is executable; zips of releases before 1.21 record no modes. */
const EXECUTABLE = /^bin\/|^pkg\/tool\/|\.(?:bash|sh|pl|rc)$|(?:^|\/)go_[^/]+_[^/]+_exec$/;
/** A module zip cannot hold the go.mod of another module, so upstream packs it as `_go.mod`. */
const PACKED_GO_MOD = /(^|\/)_go\.mod$/;

/**
 * Checks every name before the first byte is written and gives the file that each entry becomes: `go/` replaces
 * `prefix`, `go.mod` replaces `_go.mod`. The rules are those of any archive, and cmd/go's bound of 500 MiB.
 * Fails with `archive-hostile`.
 */
export function zipTree(records: readonly ZipRecord[], prefix: string): ZipTree {
  const checker = entryChecker();
  const directories = new Set<string>();
  const files = records.map((record) => {
    const { name, size } = record;
    if (!name.startsWith(prefix)) throw entryRefusal(name, `lies outside ${prefix}`);
    if (name.endsWith('/')) throw entryRefusal(name, 'is a directory, which no module zip contains');
    const inner = name.slice(prefix.length).replace(PACKED_GO_MOD, '$1go.mod');
    const path = checker.check({ path: `go/${inner}`, type: 'File', size });
    if (checker.bytes > MODULE_ZIP_BYTES) {
      throw zipRefusal('unpacks to more than 500 MiB, the limit of the go command');
    }
    addParents(directories, path);
    return { record, path, mode: modeOf(record.mode, inner) };
  });
  return { files, directories: [...directories].sort(), bytes: checker.bytes };
}

/** The mode of a file of a toolchain, by its path without `go/`, where a zip records none (0). */
export function modeOf(recorded: number, path: string): 0o644 | 0o755 {
  const executable = recorded === 0 ? EXECUTABLE.test(path) : (recorded & 0o111) !== 0;
  return executable ? 0o755 : 0o644;
}

/** The directories in which paths lie, parents first. */
export function parentsOf(paths: readonly string[]): readonly string[] {
  const directories = new Set<string>();
  for (const path of paths) addParents(directories, path);
  return [...directories].sort();
}

function addParents(directories: Set<string>, path: string): void {
  for (let cut = path.lastIndexOf('/'); cut > 0; cut = path.lastIndexOf('/', cut - 1)) {
    const parent = path.slice(0, cut);
    if (directories.has(parent)) return;
    directories.add(parent);
  }
}
