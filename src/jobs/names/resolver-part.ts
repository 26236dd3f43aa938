import type { ResolverReport } from '../../core/net/names-report.ts';
import type { Run } from '../../world.ts';
import type { NetContext } from '../net/context.ts';
import { type NetPart, NOTHING } from '../net/net-part.ts';

/** Which resolver each program uses, and each nameserver by itself. */
export function resolverPart(_run: Run, _context: NetContext): Promise<NetPart<ResolverReport>> {
  return Promise.resolve(NOTHING);
}
