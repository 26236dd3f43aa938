import { basename } from 'node:path';
import { levelOf, type Finding } from '../../../core/choice/finding.ts';
import { miseFinding } from '../../surroundings/other-managers.ts';
import { pathFindings } from '../../surroundings/search-path.ts';
import { environmentFindings } from '../../surroundings/variables.ts';
import { baseFindings, type Explained } from './answering-checks.ts';
import { unseenFloor } from './unseen-floor.ts';

/** Findings for which another Go may run than the explanation says, or the named Go is a bad choice. */
export function explainWarnings(explained: Explained): readonly Finding[] {
  const { world, explanation, read } = explained;
  const { base } = explanation;
  const name = base === null || base.version === 'system' ? undefined : basename(base.path);
  const found = [
    ...pathFindings(world, name),
    ...environmentFindings(world, read),
    ...baseFindings(explained),
    ...(base === null ? [] : unseenFloor(world, { rule: base.rule, label: base.version }, read)),
    ...miseFinding(world, base === null ? undefined : { ...base, asked: askedIn(explained) }),
  ];
  return found.map((finding) => ({ ...finding, level: levelOf(finding) }));
}

/** The text that chose the base, as it stands in its file. */
function askedIn({ explanation: { base, trace } }: Explained): string {
  return trace.find(({ place, said }) => place === base?.file && said !== '')?.said ?? base?.version ?? '';
}
