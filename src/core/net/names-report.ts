/** The resolver that each program uses, and each nameserver by itself. Times in milliseconds with one decimal. */
export interface ResolverReport {
  /** The order in which the go command looks names up: `files`, `dns`. */
  readonly go: readonly string[];
  /** False for a go command that was built without cgo, which ignores GODEBUG=netdns=cgo. */
  readonly goCanUseCgo: boolean;
  readonly nameservers: readonly NameserverReport[];
}

export interface NameserverReport {
  readonly address: string;
  readonly a: NameserverAnswer;
  readonly aaaa: NameserverAnswer;
}

/** One packet and its answer. */
export interface NameserverAnswer {
  readonly ms: number;
  readonly failed?: string;
}

/** One run of the go command into an empty cache. Times in milliseconds. */
export interface GoRunReport {
  readonly version: string;
  /** Entries of GOPROXY without which it ran, as go would wait minutes for them. */
  readonly leftOut: readonly string[];
  readonly requests: number;
  readonly module: number;
  readonly sumdb: number;
  readonly ms: number;
  /** The time in which a request was under way, and the rest. */
  readonly networkMs: number;
  readonly localMs: number;
  readonly unanswered: number;
  readonly lookupOrder: readonly string[];
}
