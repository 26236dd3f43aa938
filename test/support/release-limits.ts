import { LIMITS } from '../../src/core/limits.ts';
import type { NetworkLimits } from '../../src/io/http/network-limits.ts';

/** The real bounds, with no wait between two attempts. How long a server may say nothing is no shorter: a busy machine is no silent server. */
export const QUICK: NetworkLimits = { ...LIMITS, backoffMs: 1, backoffMaxMs: 4 };

/** For a server that says nothing, so that the test reaches the bound. Every attempt waits for it. */
export const IMPATIENT: NetworkLimits = { ...QUICK, stallMs: 1_000, connectMs: 1_000 };

/** The bounds for a server that answers in this way. */
export function limitsFor(mode: { readonly kind: string }): NetworkLimits {
  return mode.kind === 'stall' ? IMPATIENT : QUICK;
}
