import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { NamePhase } from '../../core/net/phase.ts';
import { type PhaseLimit, timed } from './timed.ts';

/**
 * Looks a host up as git, ssh and curl do (getaddrinfo), with all its addresses in the order of the system. A host that is an
 * address has no look-up: its phase takes no time.
 */
export async function lookUp(hostname: string, limit: PhaseLimit): Promise<NamePhase> {
  const host = hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0) return { name: 'name', ms: 0, addresses: [host] };
  const found = await timed(limit, () => lookup(host, { all: true, verbatim: true }));
  if ('failed' in found) return { name: 'name', ms: found.ms, failed: found.failed };
  const addresses = [...new Set(found.value.map(({ address }) => address))];
  return { name: 'name', ms: found.ms, addresses };
}
