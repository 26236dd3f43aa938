import type { ComparedVariant } from './compared.ts';
import type { PhaseFigures, Slow, WaitSums } from './phases.ts';

/** A package whose result go runs anew though nothing changed, and why. */
export interface NotReused {
  readonly package: string;
  readonly why: string;
}

/** The results that go takes from the build cache. */
export interface Reused {
  /** Packages with tests that passed. */
  readonly of: number;
  /** Of them taken from the cache in the measured run, which asks for none by `-count=1`. */
  readonly first: number;
  /** The same without `-count=1`, where nothing changed since a run before. */
  readonly second: number;
  readonly reasons: readonly NotReused[];
}

/** A variant that could not be measured. */
export interface FailedVariant {
  readonly variant: string;
  readonly why: string;
}

/** One run of `go test` in figures, as `gv doctor test` reports it. Times in milliseconds. */
export interface TestReport {
  /** From the start of go to its end. */
  readonly ms: number;
  /** Null where only running the program would tell. */
  readonly go: string | null;
  readonly command: string;
  /** Packages with tests. */
  readonly packages: number;
  readonly failed: readonly string[];
  readonly tests: { readonly passed: number; readonly failed: number; readonly skipped: number };
  /** Processors that a process may use here, and GOMAXPROCS of the environment, which go takes in place of them; null where it is not set. */
  readonly processors: number;
  readonly gomaxprocs: number | null;
  /** Percent, before the run; null where the system does not tell. */
  readonly pressure: number | null;
  /** True for a run with an empty build cache of its own. */
  readonly cold: boolean;
  /** `none`: go was ended first, or wrote none, so that there are no phases. */
  readonly graph: 'whole' | 'cut' | 'none';
  readonly modes: readonly PhaseFigures[];
  /** Null without a graph. */
  readonly waiting: WaitSums | null;
  readonly loadMs: number | null;
  readonly slowest: readonly Slow[];
  /** Null where the results were not looked at. */
  readonly reused: Reused | null;
  readonly compare?: {
    readonly rounds: number;
    readonly variants: readonly ComparedVariant[];
    readonly failed: readonly FailedVariant[];
  };
}
