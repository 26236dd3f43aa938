import type { GoRunReport, ResolverReport } from './names-report.ts';
import type { Phase, PhaseFailure } from './phase.ts';
import type { RoadReport } from './road-report.ts';

/** The result of `gv doctor net`. A part that was not measured is null. Holds no credential. */
export interface NetReport {
  readonly subject: SubjectReport;
  readonly settings: readonly NetSetting[];
  /** Percent of the last ten seconds in which a process waited for the processor; null where the system does not say. */
  readonly cpuPressure: number | null;
  readonly resolver: ResolverReport | null;
  readonly entries: readonly EntryReport[];
  readonly sumdb: SumdbReport | null;
  readonly go: GoRunReport | null;
  readonly vcs: RoadReport | null;
  /** The chain again, with one setting changed (`--compare`). */
  readonly compared: readonly ComparedChain[];
  /** The parts that were not measured, with the reason: `offline`, `cut-short` or a sentence. */
  readonly skipped: readonly { readonly part: string; readonly why: string }[];
}

/** The module or the address that is asked for. */
export interface SubjectReport {
  /** Null where a URL was given. */
  readonly module: string | null;
  readonly version: string | null;
  readonly url?: string;
  /** True where GONOPROXY, or GOPRIVATE in its place, matches: no module proxy hears its name. */
  readonly private: boolean;
}

/** A setting that decides whom go asks. */
export interface NetSetting {
  readonly name: string;
  /** Without credentials; empty where it is not set. */
  readonly value: string;
  /** `the environment`, a file, or `default`. */
  readonly from: string;
  readonly line?: number;
}

/**
 * Go's verdict over one entry: it answers; the next is asked; it ends the chain; nothing is asked of it; it never answers, and go
 * waits for ever; `asked` is for `direct`, where go asks the repository itself.
 */
export type Verdict = 'answers' | 'next' | 'ends' | 'not-asked' | 'never-answers' | 'asked';

/** One entry of GOPROXY, as it was measured. */
export interface EntryReport {
  /** Without credentials; `direct` and `off` as they are. */
  readonly entry: string;
  /** The sign behind it; empty at the end. */
  readonly separator: ',' | '|' | '';
  readonly verdict: Verdict;
  /** The verdict in words: `404`, `no answer to TCP`. */
  readonly why: string;
  readonly status: number | null;
  /** The HTTP proxy on the way. */
  readonly via: string | null;
  readonly phases: readonly Phase[];
  readonly again: AgainReport | null;
  readonly idle: IdleReport | null;
  readonly throughput: ThroughputReport | null;
  /** The server's clock minus this one, in seconds; null where it said none. */
  readonly clockSeconds: number | null;
}

/** The same request once more. */
export interface AgainReport {
  readonly ms: number;
  /** True where the server had closed the connection. */
  readonly newConnection: boolean;
  readonly failed?: PhaseFailure;
}

/** How long the server kept a connection without requests. */
export interface IdleReport {
  readonly seconds: number;
  /** False where it was still open at the end. */
  readonly closed: boolean;
}

export interface ThroughputReport {
  readonly bytes: number;
  readonly ms: number;
}

/** The checksum database, through the entry that serves it. */
export interface SumdbReport {
  readonly name: string;
  /** The entry that passes it on; null for the database's own host. */
  readonly through: string | null;
  readonly supportedMs: number | null;
  readonly lookupMs: number | null;
  readonly tiles: number;
  readonly tilesMs: number | null;
  readonly failed?: PhaseFailure;
  readonly status?: number;
}

export interface ComparedChain {
  /** `GODEBUG=http2client=0`, without credentials. */
  readonly with: string;
  readonly entries: readonly EntryReport[];
}
