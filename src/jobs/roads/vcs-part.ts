import type { RoadReport } from '../../core/net/road-report.ts';
import type { Run } from '../../world.ts';
import type { MeasuredContext } from '../net/context.ts';
import { type NetPart, NOTHING } from '../net/net-part.ts';

/** The road to the repository of the module. */
export function vcsPart(_run: Run, _context: MeasuredContext): Promise<NetPart<RoadReport>> {
  return Promise.resolve(NOTHING);
}
