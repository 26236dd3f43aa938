import type { Finding } from './finding.ts';
import type { BaseRule, Look, Raise } from './trace.ts';

/** Which Go runs in a directory, and why, as `gv explain` shows it. */
export interface Explanation {
  /** The toolchain that gv hands over to; null when none answers. */
  readonly base: ExplainedBase | null;
  /** The version that go.work, else go.mod, asks for at least. */
  readonly floor: ExplainedFloor | null;
  readonly gotoolchain: { readonly value: string; readonly from: string };
  readonly runs: Runs;
  /** Each place that was looked at, in order. */
  readonly trace: readonly Look[];
  readonly warnings: readonly Finding[];
}

export interface ExplainedBase {
  readonly version: string;
  /** GOROOT; for `system` the directory of its go. */
  readonly path: string;
  readonly rule: BaseRule;
  /** The file, or the variable; null where nothing asked. */
  readonly file: string | null;
  readonly line: number | null;
  /** Set when a default was too old for the floor, and a newer installed one took its place. */
  readonly raised: Raise | null;
  /** The host whose release index named its digest, where that is not an official one; else null. */
  readonly index: string | null;
}

export interface ExplainedFloor {
  /** As it stands in the file, without `go` in front. */
  readonly version: string;
  readonly file: string;
  readonly line: number;
}

export interface Runs {
  /** Null when nothing runs, or when a program's version cannot be told without running it. */
  readonly version: string | null;
  /** The file that runs; null when it is still to be downloaded. */
  readonly path: string | null;
  /** `download` includes an earlier download: `path` then lies in the module cache. */
  readonly how: 'base' | 'path' | 'download' | 'fails';
  readonly why: string;
}
