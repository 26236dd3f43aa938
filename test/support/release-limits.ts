import { LIMITS } from '../../src/core/limits.ts';
import type { NetworkLimits } from '../../src/io/http/http.ts';

/** The real bounds with waits so short that a test can reach each of them. */
export const QUICK: NetworkLimits = {
  ...LIMITS,
  stallMs: 250,
  slowMs: 500,
  slowBytes: 100,
  answerMs: 5_000,
  logMs: 5_000,
  connectMs: 2_000,
  backoffMs: 1,
  backoffMaxMs: 4,
};
