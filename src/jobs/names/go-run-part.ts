import type { GoRunReport } from '../../core/net/names-report.ts';
import type { Run } from '../../world.ts';
import type { MeasuredContext } from '../net/context.ts';
import { type NetPart, NOTHING } from '../net/net-part.ts';

/** One run of the go command into an empty cache. */
export function goRunPart(_run: Run, _context: MeasuredContext): Promise<NetPart<GoRunReport>> {
  return Promise.resolve(NOTHING);
}
