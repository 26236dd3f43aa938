import type { Unanswered } from './trace.ts';

/** The code of a finding; docs/troubleshooting.md has an entry for each. */
export type FindingCode =
  // PATH and environment
  | 'shims-not-on-path'
  | 'go-before-shims'
  | 'foreign-toolchain'
  | 'goroot-on-path'
  | 'goroot-exported'
  | 'goenv-relative'
  | 'gobin-in-goroot'
  | 'go-is-a-function'
  // The toolchain that answers, or that none does
  | Unanswered['code']
  | 'pin-below-floor'
  | 'base-below-floor'
  | 'floor-unseen'
  | 'never-switches'
  | 'foolable-base'
  | 'unproven'
  | 'own-key'
  // Files under GV_ROOT
  | 'shim-broken'
  | 'link-wrong'
  | 'link-stale'
  | 'staging-left'
  | 'stale-lock'
  | 'orphan-receipt'
  | 'no-receipt'
  | 'not-a-toolchain'
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

/** A problem that keeps the right Go from running, now or later. A finding changes nothing by itself. */
export interface Finding {
  /** Stable, for scripts. */
  readonly code: FindingCode;
  /** One sentence without its full stop: the fault, and its place. */
  readonly text: string;
  /** The command to type, or the thing to do. */
  readonly cure: string;
  /** `advice` says what works and could be better; nothing, or `problem`, what does not work. */
  readonly level?: FindingLevel;
}

/** A finding that gv may be able to cure by itself. */
export interface Complaint extends Finding {
  readonly mend?: () => Promise<void>;
}

export type FindingLevel = 'problem' | 'advice';
