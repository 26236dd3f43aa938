/** Something that stands in the way of the right Go, or will. Findings change nothing by themselves. */
export interface Finding {
  /** Stable, for scripts. */
  readonly code: string;
  /** What is wrong, and where: one sentence without its full stop. */
  readonly text: string;
  /** What to type or to do. */
  readonly cure: string;
  /** `advice` says what works and could be better; nothing, or `problem`, what does not work. */
  readonly level?: FindingLevel;
}

/** A finding that gv may be able to cure by itself. */
export interface Complaint extends Finding {
  readonly mend?: () => Promise<void>;
}

export type FindingLevel = 'problem' | 'advice';
