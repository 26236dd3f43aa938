import { lookup } from 'node:dns/promises';
import { canonicalAddress } from '../../core/names/address.ts';
import { isSystemError } from '../../errors.ts';

/** A look-up by the C library, as git, ssh and curl do it. `ms` is its time in milliseconds. */
export type LibcLookup =
  | { readonly ms: number; readonly addresses: readonly string[] }
  | { readonly ms: number; readonly failed: 'no-name' };

/**
 * Looks a name up by the C library (getaddrinfo). No signal ends the call, and gv itself does not end before it: do not ask
 * where no nameserver answers.
 */
export async function libcLookup(name: string): Promise<LibcLookup> {
  const start = performance.now();
  try {
    const found = await lookup(name, { all: true, order: 'verbatim' });
    const addresses = found.map(({ address }) => canonicalAddress(address) ?? address);
    return { ms: performance.now() - start, addresses: [...new Set(addresses)] };
  } catch (error) {
    if (!isSystemError(error, 'ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA', 'ENODATA', 'ESERVFAIL'))
      throw error;
    return { ms: performance.now() - start, failed: 'no-name' };
  }
}
