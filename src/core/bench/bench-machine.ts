/** The machine of a comparison, as far as times depend on it. */
export interface BenchMachine {
  readonly processors: number;
  readonly model: string;
  /** Processors on average that the control groups allow; null without a limit. */
  readonly quota: number | null;
  /** Null where the system does not tell. */
  readonly governor: string | null;
  /** Percent; null where the system does not tell. */
  readonly pressureBefore: number | null;
  readonly pressureAfter: number | null;
}
