import { explain } from '../jobs/explain.ts';
import { explanationText } from '../report/explanation.ts';
import type { World } from '../world.ts';
import type { Input } from './spec.ts';

export async function run(world: World, { report }: Input): Promise<number> {
  const explanation = await explain(world);
  report.result('explain', explanation, explanationText(explanation));
  return explanation.runs.how === 'fails' ? 1 : 0;
}
