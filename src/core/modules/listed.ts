import { recordIn, textIn, textsIn, type JsonRecord } from './json-objects.ts';

/** A module of the build list, as `go list -m -json` describes it. */
export interface ListedModule {
  readonly path: string;
  /** Empty for a module of this directory, or of the workspace. */
  readonly version: string;
  readonly isMain: boolean;
  readonly isIndirect: boolean;
  /** The `go` line of its go.mod; empty where there is none, or the go.mod is not in the cache. */
  readonly go: string;
  /** The file with its go.mod; empty where it is not in the cache. */
  readonly file: string;
  /** Set where another module or a directory takes its place. */
  readonly isReplaced: boolean;
  /** The newest version, with `-u`; empty where this one is the newest. */
  readonly update: string;
  /** The time of that version, as RFC 3339 has it. */
  readonly updateTime: string;
  /** The reasons of its author for taking the version back, with `-retracted`. */
  readonly retracted: readonly string[];
  /** The author's words about a module that is to be used no more; empty without. */
  readonly deprecated: string;
}

/** A module of a line of `go list -m -json`. */
export function listedModule(record: JsonRecord): ListedModule {
  const replace = record['Replace'];
  const update = recordIn(record, 'Update');
  return {
    path: textIn(record, 'Path'),
    version: textIn(record, 'Version'),
    isMain: record['Main'] === true,
    isIndirect: record['Indirect'] === true,
    go: textIn(record, 'GoVersion'),
    file: textIn(record, 'GoMod'),
    isReplaced: replace !== undefined && replace !== null,
    update: textIn(update, 'Version'),
    updateTime: textIn(update, 'Time'),
    retracted: textsIn(record, 'Retracted'),
    deprecated: textIn(record, 'Deprecated'),
  };
}

/** A package that the go command cannot load. */
export interface FailedPackage {
  readonly importPath: string;
  /** In the words of the go command. */
  readonly error: string;
  /** `m.go:6:2`; empty where no place is known. */
  readonly at: string;
}

/** The failure of an object of `go list -e -json`; undefined for a package that can be loaded. */
export function failedPackage(record: JsonRecord): FailedPackage | undefined {
  const error = textIn(recordIn(record, 'Error'), 'Err');
  return error === ''
    ? undefined
    : { importPath: textIn(record, 'ImportPath'), error, at: textIn(recordIn(record, 'Error'), 'Pos') };
}
