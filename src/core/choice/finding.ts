import type { Unanswered } from './trace.ts';

/** The code of a finding; docs/troubleshooting.md has an entry for each. */
export type FindingCode =
  // PATH and environment
  | 'shims-not-on-path'
  | 'go-before-shims'
  | 'foreign-toolchain'
  | 'goroot-on-path'
  | 'goroot-exported'
  | 'goroot-written'
  | 'gotoolchain-written'
  | 'gotoolchain-exported'
  | 'goenv-relative'
  | 'gobin-in-goroot'
  | 'gobin-in-gv'
  | 'gopath-in-gv'
  | 'go-is-a-function'
  // Go's settings, and what else stands around it
  | 'goexperiment-unknown'
  | 'goflags-unknown'
  | 'goflags-vendor'
  | 'go111module-off'
  | 'gopath-relative'
  | 'gopath-is-goroot'
  | 'no-home'
  | 'goproxy-file-gone'
  | 'private-half-covered'
  | 'cross-leftover'
  | 'debug-leftover'
  | 'cgo-off'
  | 'no-c-compiler'
  | 'goenv-file-many'
  | 'gobin-not-on-path'
  | 'tool-older-than-module'
  | 'tool-gone-base'
  | 'editor-other-go'
  | 'gopls-setting-gone'
  | 'running-other-go'
  | 'cut-short'
  // The network of the go command
  | 'goproxy-malformed'
  | 'dead-entry-costs'
  | 'entry-ends-chain'
  | 'pipe-bypasses-policy'
  | 'answers-never'
  | 'proxy-name'
  | 'proxy-refused'
  | 'entry-unreachable-by-order'
  | 'connect-refused'
  | 'all-proxy-ignored'
  | 'no-proxy-hides'
  | 'no-keepalive'
  | 'short-idle'
  | 'ipv6-broken'
  | 'tls-untrusted'
  | 'tls-intercepted'
  | 'tls-expires'
  | 'tls-old'
  | 'clock-wrong'
  | 'sumdb-unreachable'
  | 'sumdb-off'
  | 'credentials-missing'
  // The road to the repository of a module
  | 'credentials-unused'
  | 'git-missing'
  | 'git-road-differs'
  | 'ssh-command-hidden'
  | 'ssh-would-ask'
  | 'tls-trust-differs'
  | 'branch-query-stale'
  | 'road-fails'
  // Modules, go.sum and the module cache
  | 'replace-local-missing'
  | 'replace-outside-repo'
  | 'replace-shadowed'
  | 'sum-missing'
  | 'sum-differs'
  | 'cache-modified'
  | 'untidy'
  | 'vendor-differs'
  | 'module-file-malformed'
  | 'work-drift'
  | 'incompatible'
  | 'major-path-missing'
  | 'excluded-wanted'
  | 'pseudo-version'
  | 'retracted'
  | 'deprecated'
  | 'dependency-raises-go'
  | 'module-cycle'
  | 'private-not-covered'
  | 'private-pattern-unused'
  | 'insecure-set'
  // The machine under the go command
  | 'place-slow'
  | 'place-sync'
  | 'place-network'
  | 'place-wsl'
  | 'tmp-noexec'
  | 'place-full'
  | 'place-inodes'
  | 'place-not-writable'
  | 'place-volatile'
  | 'place-shared-link'
  | 'cpu-quota'
  | 'cpu-quota-small'
  | 'parent-tighter'
  | 'program-quota'
  | 'memory-limit'
  | 'oom-killed'
  | 'busy'
  | 'swapping'
  | 'nofile'
  | 'inotify-near-limit'
  // The tests of a module, and the time that they take
  | 'test-run-fails'
  | 'cache-cold'
  | 'cache-not-reused'
  | 'vet-share'
  | 'link-bound'
  | 'serial-tests'
  | 'race-cost'
  | 'cgo-in-path'
  | 'starved'
  // The toolchain that answers, or that none does
  | Unanswered['code']
  | 'pin-below-floor'
  | 'base-below-floor'
  | 'floor-unseen'
  | 'never-switches'
  | 'deceivable-base'
  | 'unproven'
  | 'own-key'
  | 'wrapper-empty'
  // A Go tree of any manager
  | 'tree-changed'
  | 'tree-unproven'
  | 'tree-misnamed'
  | 'not-looked-at'
  | 'line-ended'
  | 'other-manager'
  // Names, and go's own run
  | 'nameserver-dead'
  | 'nameserver-slow'
  | 'resolver-differs'
  | 'search-list-long'
  | 'netdns-ignored'
  | 'http2-off'
  | 'local-bound'
  | 'go-run-fails'
  // Files under GV_ROOT
  | 'shim-broken'
  | 'link-wrong'
  | 'link-stale'
  | 'staging-left'
  | 'stale-lock'
  | 'orphan-receipt'
  | 'no-receipt'
  | 'not-a-toolchain'
  | 'tree-gone'
  | 'go-cannot-run'
  | 'go-env-missing'
  | 'translated'
  | 'global-missing'
  | 'root-read-only'
  | 'root-writable-by-others'
  | 'files-writable-by-others'
  | 'unreadable'
  // The config, and other machines
  | 'config-broken'
  | 'config-not-believed'
  | 'keyring-broken'
  | 'preference-out-of-step'
  | 'setting-hidden'
  | 'start-up-line-missing'
  | 'official-unreachable'
  | 'index-behind';

/** A fact about a set-up that a person should know, with its cure. A finding changes nothing by itself. */
export interface Finding {
  /** Stable, for scripts. */
  readonly code: FindingCode;
  /** One sentence without its full stop: the fault, and its place. */
  readonly text: string;
  /** The command to type, or the thing to do. */
  readonly cure: string;
  /** The command that takes the cure back, where one changes a setting. */
  readonly undo?: string;
  /** Nothing means `problem`. */
  readonly level?: FindingLevel;
  /** The values that the finding rests on. */
  readonly evidence?: readonly Evidence[];
  /** The time that the fault takes, where it was measured. */
  readonly cost?: { readonly ms: number; readonly per: 'request' | 'connection' | 'run' | 'look-up' };
  /** The place in a file, where the fault has one. */
  readonly at?: FindingPlace;
}

/** A value that a finding rests on. Holds no credential. */
export interface Evidence {
  readonly what: string;
  readonly value: string | number;
  /** `ms`, `bytes` …; absent for a text or a count. */
  readonly unit?: string;
  /** `derived`: a measured count times a limit that Go's sources fix. */
  readonly how: 'measured' | 'read' | 'derived';
  /** `the environment`, or a file with its line. */
  readonly from?: string;
}

export interface FindingPlace {
  readonly file: string;
  /** Counted from 1. */
  readonly line?: number;
}

/** The parts of the checkup; each can be asked for by its name, and `all` stands for every one. */
export const SECTIONS = ['install', 'env', 'modules', 'net', 'machine'] as const;
/** `test` runs the user's tests, so that it is asked for alone. */
export type FindingSection = (typeof SECTIONS)[number] | 'test';

/** The parts of a checkup without a name: those that only read files. */
export const USUAL_SECTIONS: readonly FindingSection[] = ['install', 'env'];

/** The formats of CI systems in which a checkup is printed. */
export const REPORT_FORMATS = ['github', 'gitlab', 'junit'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** A finding that gv may be able to cure by itself. */
export interface Complaint extends Finding {
  readonly mend?: () => Promise<void>;
}

/** `problem`: something fails or will. `advice`: everything works, and there is a cost or a risk. `note`: good to know, nothing to do. */
export type FindingLevel = 'problem' | 'advice' | 'note';

/** The level of a finding. */
export function levelOf({ level }: Finding): FindingLevel {
  return level ?? 'problem';
}
