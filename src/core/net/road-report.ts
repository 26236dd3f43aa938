import type { PhaseFailure } from './phase.ts';

/** The way to a repository, as the go command and git would take it. Addresses are without credentials. */
export interface RoadReport {
  /** The address that go asks, and the one that git makes of it (url.insteadOf). */
  readonly goAsks: string;
  readonly gitUses: string;
  readonly phases: readonly RoadPhase[];
}

export interface RoadPhase {
  readonly name: string;
  readonly ms: number;
  readonly failed?: PhaseFailure;
}
