import type { Finding } from '../../core/choice/finding.ts';

/** One part of `gv doctor net`, with its findings. */
export interface NetPart<T> {
  /** Null where the part was not asked for, or could not be measured. */
  readonly report: T | null;
  readonly findings: readonly Finding[];
  /** The things that were left out when the time was up, each in a few words. */
  readonly missed?: readonly string[];
  /** Set where the part was not measured for another reason. */
  readonly skipped?: string;
  /** True where nothing can be called fine: the part failed for a reason that another part tells, or there was nothing to judge. */
  readonly isUnjudged?: boolean;
}

/** A part without a report or a finding. */
export const NOTHING: NetPart<never> = { report: null, findings: [] };
