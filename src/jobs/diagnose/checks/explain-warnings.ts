import { basename } from 'node:path';
import type { Finding } from '../../../core/choice/finding.ts';
import { baseFindings, type Explained } from './answering-checks.ts';
import { environmentFindings } from './environment-checks.ts';
import { pathFindings } from './path-checks.ts';
import { unseenFloor } from './unseen-floor.ts';

/** Findings for which another Go may run than the explanation says, or the named Go is a bad choice. */
export function explainWarnings(explained: Explained): readonly Finding[] {
  const { world, explanation, read } = explained;
  const { base } = explanation;
  const name = base === null || base.version === 'system' ? undefined : basename(base.path);
  return [
    ...pathFindings(world, name),
    ...environmentFindings(world, read),
    ...baseFindings(explained),
    ...(base === null ? [] : unseenFloor(world, { rule: base.rule, label: base.version }, read)),
  ];
}
