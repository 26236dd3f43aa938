import { parseJson, isRecord } from '../json.ts';
import { recordIn, recordsIn, textIn, type JsonRecord } from './json-objects.ts';

/** A module, in a version where one is named. */
export interface ModuleName {
  readonly path: string;
  /** Empty where a line holds for every version, and for a directory. */
  readonly version: string;
}

export interface Requirement extends ModuleName {
  /** False for a line with `// indirect`. */
  readonly isDirect: boolean;
}

export interface Replacement {
  readonly old: ModuleName;
  /** A module with its version, or a directory without one. */
  readonly by: ModuleName;
}

/** The content of a go.mod, as the go command reads it. */
export interface ModFile {
  /** Empty where no module line stands. */
  readonly module: string;
  /** Without `go`; empty where no line stands. */
  readonly go: string;
  readonly toolchain: string;
  readonly requires: readonly Requirement[];
  readonly excludes: readonly ModuleName[];
  readonly replaces: readonly Replacement[];
}

/** The content of a go.work. */
export interface WorkFile {
  readonly go: string;
  /** The directories of its `use` lines, as they stand. */
  readonly uses: readonly string[];
  readonly replaces: readonly Replacement[];
}

/** Reads what `go mod edit -json` prints (cmd/go/internal/modcmd/edit.go); undefined for any other text. */
export function parseModFile(text: string): ModFile | undefined {
  const record = parseJson(text);
  if (!isRecord(record)) return undefined;
  return {
    module: textIn(recordIn(record, 'Module'), 'Path'),
    go: textIn(record, 'Go'),
    toolchain: textIn(record, 'Toolchain'),
    requires: recordsIn(record, 'Require').map((each) => ({
      ...moduleName(each),
      isDirect: each['Indirect'] !== true,
    })),
    excludes: recordsIn(record, 'Exclude').map(moduleName),
    replaces: replacesIn(record),
  };
}

/** Reads what `go work edit -json` prints (cmd/go/internal/workcmd/edit.go); undefined for any other text. */
export function parseWorkFile(text: string): WorkFile | undefined {
  const record = parseJson(text);
  if (!isRecord(record)) return undefined;
  return {
    go: textIn(record, 'Go'),
    uses: recordsIn(record, 'Use').map((use) => textIn(use, 'DiskPath')),
    replaces: replacesIn(record),
  };
}

function replacesIn(record: JsonRecord): readonly Replacement[] {
  return recordsIn(record, 'Replace').map((each) => ({
    old: moduleName(recordIn(each, 'Old')),
    by: moduleName(recordIn(each, 'New')),
  }));
}

function moduleName(record: JsonRecord): ModuleName {
  return { path: textIn(record, 'Path'), version: textIn(record, 'Version') };
}

/** True for a replacement by a directory: only those have no version (go.dev/ref/mod#go-mod-file-replace). */
export function isLocal({ by }: Replacement): boolean {
  return by.version === '';
}

/** As `go mod edit` takes it, and as people write it: `path@version`, or the path alone. */
export function nameText({ path, version }: ModuleName): string {
  return version === '' ? path : `${path}@${version}`;
}
