import type { Run } from '../../world.ts';
import { reported, type Checkup } from '../diagnose/doctor.ts';
import { explain } from '../diagnose/explain.ts';
import { goHere } from '../diagnose/sections.ts';
import { currentBase } from '../here/answering.ts';
import { programOf } from '../modules/section.ts';
import type { TestWishes } from './request.ts';
import { testSection } from './test-section.ts';

/**
 * Runs the tests of this directory with the Go that runs here, and judges the time that they take. Where no Go answers, or none that
 * go.mod takes, the finding says so and nothing is run. Fails as `testSection` does.
 */
export async function testCheckup(run: Run, wishes: TestWishes): Promise<Checkup> {
  const resolution = await currentBase(run);
  const { go, installed } = await goHere(run);
  if (!resolution.ok) {
    const { code, message, cure } = resolution;
    return { findings: [reported({ code, text: message, cure }, 'test')], fixed: [], fine: [] };
  }
  const { runs } = await explain(run, resolution);
  const program = runs.path ?? programOf(resolution, go);
  if (program === undefined || runs.how === 'fails') {
    const found = { code: 'test-run-fails', text: runs.why, cure: 'gv explain' } as const;
    return { findings: [reported(found, 'test')], fixed: [], fine: [] };
  }
  const { test, checks } = await testSection(run, { ...wishes, go: { ...go, program }, installed });
  return {
    findings: checks.flatMap(({ found }) => found.map((each) => reported(each, 'test'))),
    fixed: [],
    fine: checks.filter(({ found }) => found.length === 0).map(({ what }) => what),
    test,
  };
}
