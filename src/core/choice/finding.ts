/** A problem that keeps the right Go from running, now or later. A finding changes nothing by itself. */
export interface Finding {
  /** Stable, for scripts. */
  readonly code: string;
  /** One sentence without its full stop: the fault, and its place. */
  readonly text: string;
  /** The command to type, or the thing to do. */
  readonly cure: string;
}

/** A finding that gv may be able to cure by itself. */
export interface Complaint extends Finding {
  readonly mend?: () => Promise<void>;
}
