import type { GoValue } from '../../core/go/env-file.ts';
import type { ChainEntry } from '../../core/net/chain.ts';
import type { EntryReport } from '../../core/net/net-report.ts';
import type { Subject } from '../environment/subject.ts';

/** The wishes of a person for `gv doctor net`. */
export interface NetWishes {
  /** The road to the repository too, also for a module that comes through the chain. */
  readonly vcs: boolean;
  /** Seconds for which a connection is left alone, to see whether the server keeps it; at most 120. */
  readonly idleSeconds?: number;
  /** Reads up to 16 MiB of the module's zip. */
  readonly throughput: boolean;
  /** The chain again with a setting changed, once for each. */
  readonly compare: readonly { readonly name: string; readonly value: string }[];
  /** False with `--no-go`: no go command is run. */
  readonly go: boolean;
  /** Entries that do not answer stay in GOPROXY for go's own run. */
  readonly wholeChain: boolean;
}

/** The module that is asked for, or an address. */
export interface NetSubject {
  /** Undefined where an address was given. */
  readonly module: string | undefined;
  readonly version: string | undefined;
  readonly url: URL | undefined;
  /** True where GONOPROXY matches: only the direct road may hear its name. */
  readonly isPrivate: boolean;
  /** True where GONOSUMDB matches. */
  readonly isExempt: boolean;
  /** False where go asks the checksum database nothing about the module: GONOSUMDB matches, or GOSUMDB is off. */
  readonly usesSumdb: boolean;
}

/** The time that is left for the whole section. */
export interface Deadline {
  /** Aborted when the time is up, and by SIGINT, SIGTERM and SIGHUP. */
  readonly signal: AbortSignal;
  /** Milliseconds; 0 when the time is up. */
  readonly left: () => number;
}

/** Everything that a part of `gv doctor net` looks at. */
export interface NetContext {
  /** The Go that would run, its settings with their places, and the lines of start-up files; `wayBack` takes it. */
  readonly go: Subject;
  /** A go setting as that Go reads it, with its defaults. May hold credentials. */
  readonly read: (name: string) => GoValue;
  readonly subject: NetSubject;
  /** The entries that go can reach for this subject; `direct` alone for a private module. */
  readonly chain: readonly ChainEntry[];
  /** The hosts whose names this machine looks up on the way: the HTTP proxy's in place of an entry behind it. */
  readonly hosts: readonly string[];
  readonly wishes: NetWishes;
  readonly deadline: Deadline;
}

/** The same after the chain was measured. */
export interface MeasuredContext extends NetContext {
  readonly entries: readonly EntryReport[];
  /** The version that the chain named where none was asked for. */
  readonly version: string | undefined;
}

/** Each step has this long, or what is left. */
export const STEP_MS = 10_000;
