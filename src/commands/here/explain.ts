import { explain } from '../../jobs/diagnose/explain.ts';
import { explanationText } from '../../report/results/explanation-text.ts';
import type { World } from '../../world.ts';
import type { Input } from '../parts/spec.ts';

export async function run(world: World, { report }: Input): Promise<number> {
  const explanation = await explain(world);
  report.result('explain', explanation, explanationText(explanation, report.page));
  return explanation.runs.how === 'fails' ? 1 : 0;
}
