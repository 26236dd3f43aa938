/** A command that gv ran. */
export interface AskedCommand {
  /** As a person would type it. */
  readonly command: string;
  /** Milliseconds; several commands run at a time. */
  readonly ms: number;
  /** Null where the command was ended by gv or by a signal. */
  readonly exit: number | null;
}

/** A part that could not be looked at, with the reason. */
export interface UnknownPart {
  readonly what: string;
  readonly why: string;
}

/** A line of go.sum that differs from the module cache. */
export interface DifferentSum {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** `rsc.io/quote v1.5.2/go.mod` */
  readonly name: string;
  readonly inSum: string;
  readonly inCache: string;
}

/** A prefix of private modules, and the modules required here that it covers. */
export interface PrivatePrefix {
  readonly pattern: string;
  readonly modules: readonly string[];
  /** The way to their host, in words; empty where nothing is required. */
  readonly road: string;
  /** By whom their host is told who asks; null where nothing does so. */
  readonly credentials: string | null;
}

/** The modules of a directory, as `gv doctor modules` reports them. Holds no credential. */
export interface ModulesReport {
  /** The path of the module; of a workspace the first one; null where no go.mod is found. */
  readonly module: string | null;
  /** The `go` and `toolchain` lines of its go.mod; null without. */
  readonly go: string | null;
  readonly toolchain: string | null;
  /** The go.work that counts here; null without. */
  readonly work: string | null;
  /** The Go that was asked; null where none could be. */
  readonly by: string | null;
  readonly asked: readonly AskedCommand[];
  readonly unknown: readonly UnknownPart[];
  readonly replaces: readonly { readonly module: string; readonly by: string }[];
  readonly excludes: readonly string[];
  readonly incompatible: readonly string[];
  readonly pseudo: readonly string[];
  readonly private: readonly PrivatePrefix[];
  readonly sum: {
    /** Lines of go.sum, and of go.work.sum. */
    readonly lines: number;
    readonly notInCache: number;
    readonly differs: readonly DifferentSum[];
  };
  /** `clean` is null where `go mod tidy -diff` could not tell. */
  readonly tidy: { readonly clean: boolean | null; readonly lines: number; readonly diff: readonly string[] };
  /** With `--graph`. */
  readonly cycles?: readonly { readonly modules: readonly string[]; readonly oldest: string }[];
}
