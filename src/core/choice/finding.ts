import type { Unanswered } from './trace.ts';

/** What can be found wrong; docs/troubleshooting.md has an entry for each. */
export type FindingCode =
  // PATH and environment
  | 'shims-not-on-path'
  | 'go-before-shims'
  | 'foreign-toolchain'
  | 'goroot-on-path'
  | 'goroot-exported'
  | 'gobin-in-goroot'
  | 'go-is-a-function'
  // The toolchain that answers, or that none does
  | Unanswered['code']
  | 'pin-below-floor'
  | 'base-below-floor'
  | 'never-switches'
  | 'foolable-base'
  | 'unproven'
  | 'own-key'
  // What lies under GV_ROOT
  | 'shim-broken'
  | 'link-wrong'
  | 'link-stale'
  | 'staging-left'
  | 'stale-lock'
  | 'orphan-receipt'
  | 'no-receipt'
  | 'not-a-toolchain'
  | 'go-env-missing'
  | 'global-missing'
  | 'root-read-only'
  | 'unreadable'
  // The config, and other machines
  | 'config-broken'
  | 'keyring-broken'
  | 'preference-out-of-step'
  | 'setting-hidden'
  | 'start-up-line-missing'
  | 'official-unreachable'
  | 'index-behind';

/** Something that stands in the way of the right Go, or will. Findings change nothing by themselves. */
export interface Finding {
  /** Stable, for scripts. */
  readonly code: FindingCode;
  /** What is wrong, and where: one sentence without its full stop. */
  readonly text: string;
  /** What to type or to do. */
  readonly cure: string;
}

/** A finding that gv may be able to cure by itself. */
export interface Complaint extends Finding {
  readonly mend?: () => Promise<void>;
}
