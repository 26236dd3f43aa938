import type { GoRefusal } from '../../core/modules/go-said.ts';
import type { ModuleGraph } from '../../core/modules/graph.ts';
import type { FailedPackage, ListedModule } from '../../core/modules/listed.ts';
import type { ModFile, WorkFile } from '../../core/modules/mod-file.ts';
import type { AskedCommand, UnknownPart } from '../../core/modules/report.ts';
import type { GoPlace } from '../../io/modules/go-place.ts';
import type { MainModule, ModulePlace } from './place.ts';

/** A module with what go reads in its go.mod; `mod` is undefined where go cannot parse the file. */
export interface ReadModule extends MainModule {
  readonly mod: ModFile | undefined;
}

/** The difference that `go mod tidy` would make to a module. */
export interface TidyAnswer {
  readonly module: MainModule;
  /** Undefined where go could not tell. */
  readonly diff: string | undefined;
}

/** The answers of go. Parts that go could not tell are named in `unknown`. */
export interface Answers {
  readonly asked: readonly AskedCommand[];
  readonly unknown: readonly UnknownPart[];
  /** Commands for which the time was up. */
  readonly late: readonly string[];
  readonly work: WorkFile | undefined;
  readonly mains: readonly ReadModule[];
  readonly failed: readonly FailedPackage[];
  readonly refusals: readonly GoRefusal[];
  readonly listed: readonly ListedModule[];
  /** Lines of `go mod verify` about changed files. */
  readonly modified: readonly string[];
  readonly tidy: readonly TidyAnswer[];
  readonly graph: ModuleGraph | undefined;
  /** With `isOnline`. */
  readonly news: readonly ListedModule[];
  /** With `isOnline`: the modules that could take the place of a version with `+incompatible`; without a version where there is none. */
  readonly majors: readonly ListedModule[];
  /** Dependencies whose go.mod has replace lines, which do not count here. */
  readonly shadowed: readonly ShadowedReplaces[];
}

export interface ShadowedReplaces {
  readonly module: ListedModule;
  readonly replaces: ModFile['replaces'];
}

export interface AskRequest {
  readonly program: string;
  /** Of the go; undefined where only running it would tell. */
  readonly version: string | undefined;
  readonly place: ModulePlace;
  readonly go: GoPlace;
  /** False where go would wait for ever, or refuse everything, because of a go.sum. */
  readonly readsSums: boolean;
  readonly isOnline: boolean;
  readonly wantsGraph: boolean;
  /** Milliseconds that are left. */
  readonly left: () => number;
}
