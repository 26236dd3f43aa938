import { basename } from 'node:path';
import type { Explanation } from '../../core/explanation.ts';
import type { Finding } from '../../core/finding.ts';
import type { GoValue } from '../../core/go-env.ts';
import type { NamedToolchain } from '../../core/gotoolchain.ts';
import type { World } from '../../world.ts';
import { baseFindings } from './base.ts';
import { environmentFindings } from './environment.ts';
import { pathFindings } from './path.ts';

/** What an explanation stands on. */
export interface Explained {
  readonly world: World;
  readonly explanation: Omit<Explanation, 'warnings'>;
  /** Go's settings as the base reads them. */
  readonly read: (name: string) => GoValue;
  /** The base as it names itself; undefined when that is not known. */
  readonly own: NamedToolchain | undefined;
}

/** Everything that may make another Go run than the explanation says, or the one that it says a bad choice. */
export function explainWarnings(explained: Explained): readonly Finding[] {
  const { world, explanation, read } = explained;
  const { base } = explanation;
  const name = base === null || base.version === 'system' ? undefined : basename(base.path);
  return [...pathFindings(world, name), ...environmentFindings(world, read), ...baseFindings(explained)];
}
