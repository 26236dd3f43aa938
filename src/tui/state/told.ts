import { bytesText } from '../../report/page/quantities.ts';
import type { Row } from './catalog.ts';
import type { Fact } from './fact.ts';
import type { State } from './state.ts';

/** All that is known of a release now: from its files, of its size, and what checking it said. Empty while nothing was read. */
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

/** What a check of this session says counts, also while it runs. */
const CHECKED = 'checked';

function checkFact({ status, lines, failure }: State['tasks'][number]): Fact {
  const name = CHECKED;
  if (failure !== undefined) return { name, text: failure.message, role: 'bad' };
  return status === 'done' ? { name, text: lines.at(-1) ?? 'done', role: 'good' } : { name, text: status };
}
