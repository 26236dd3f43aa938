/** The resolver that each program uses, and each nameserver by itself. Times in milliseconds with one decimal. */
export interface ResolverReport {
  /** The order in which the go command looks names up: `files`, `dns`; `cgo` for the C library's own. */
  readonly go: readonly string[];
  /** False for a go command that was built without cgo, which ignores GODEBUG=netdns=cgo. */
  readonly goCanUseCgo: boolean;
  /** The order of a program that Go builds with cgo here. */
  readonly cgoPrograms: readonly string[];
  /** The sources of the C library, which git, ssh and curl use; empty for its own default. */
  readonly libc: readonly string[];
  readonly nameservers: readonly NameserverReport[];
  /** The look-up of one name by both ways; null where no name is looked up on the way. */
  readonly lookUp: LookUpReport | null;
}

export interface NameserverReport {
  readonly address: string;
  /** The line of /etc/resolv.conf; null for a default. */
  readonly line: number | null;
  readonly a: NameserverAnswer;
  readonly aaaa: NameserverAnswer;
}

/** One packet and its answer. */
export interface NameserverAnswer {
  readonly ms: number;
  /** `no-answer`, `refused`, `no-route`, `malformed`, `server-failed`. */
  readonly failed?: string;
}

export interface LookUpReport {
  readonly name: string;
  /** By getaddrinfo; null where no nameserver answers. */
  readonly libc: { readonly ms: number; readonly addresses: readonly string[] } | null;
  /** As the go command does it: the names asked for one after the other, with the packets for them. */
  readonly go: {
    readonly ms: number;
    readonly addresses: readonly string[];
    readonly names: readonly string[];
    readonly packets: number;
  };
}

/** One run of the go command into an empty cache. Times in milliseconds. */
export interface GoRunReport {
  readonly version: string;
  /** `cut-short`: ended by gv when its time was up. */
  readonly outcome: 'downloaded' | 'failed' | 'cut-short';
  /** Entries of GOPROXY without which it ran, as go would wait minutes for them. */
  readonly leftOut: readonly LeftOutEntry[];
  readonly requests: number;
  readonly module: number;
  readonly sumdb: number;
  /** Commands of git and the like that asked a server. */
  readonly commands: number;
  readonly ms: number;
  /** The time in which a request was under way, and the rest. */
  readonly networkMs: number;
  readonly localMs: number;
  readonly unanswered: number;
  readonly lookupOrder: readonly string[];
  /** The waits for each entry of GOPROXY that go asked. */
  readonly entries: readonly RunEntryReport[];
}

/** An entry without which go ran, with what go would wait for it. */
export interface LeftOutEntry {
  readonly entry: string;
  /** The requests that go would begin there. */
  readonly requests: number;
  /** Go's limit for each; null where go has none and waits for ever. */
  readonly limitMs: number | null;
}

export interface RunEntryReport {
  readonly entry: string;
  readonly requests: number;
  /** The time with a request to it under way, and its slowest request. */
  readonly ms: number;
  readonly slowestMs: number;
  /** Requests without an answer. */
  readonly failed: number;
}
