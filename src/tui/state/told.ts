import { bytesText } from '../../report/page/quantities.ts';
import type { Row } from './catalog.ts';
import type { Fact } from './fact.ts';
import type { State } from './state.ts';

/** The facts about a release: from its files, its size, and the result of a check. Empty until its files are read. */
export function factsOf({ details, sizes, tasks }: State, { label, installed }: Row): readonly Fact[] {
  const detail = details.get(label);
  if (detail === undefined) return [];
  if (installed === undefined) return detail.facts;
  const bytes = sizes.get(label);
  const check = tasks.findLast(({ request: { verb, subject } }) => verb === 'verify' && subject === label);
  const disk: Fact = { name: 'on disk', text: bytes === undefined ? 'counting' : bytesText(bytes) };
  if (check === undefined) return [...detail.facts, disk];
  return [...detail.facts.filter(({ name }) => name !== CHECKED), disk, checkFact(check)];
}

/** The fact that a check of this session replaces, also while the check runs. */
const CHECKED = 'checked';

function checkFact({ status, lines, failure }: State['tasks'][number]): Fact {
  const name = CHECKED;
  if (failure !== undefined) return { name, text: failure.message, role: 'bad' };
  return status === 'done' ? { name, text: lines.at(-1) ?? 'done', role: 'good' } : { name, text: status };
}
