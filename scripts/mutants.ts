import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyOfCheckout } from './mutants/copy.ts';
import type { Defence } from './mutants/defence.ts';
import { DEFENCES } from './mutants/defences.ts';
import { runTests, suiteOf, type TestRun } from './mutants/run-tests.ts';

/**
 * Takes defences out, one at a time, in a copy of the checkout, and runs the test file that must turn red. A mutant dies when a
 * test fails that passes with the defence; a run that fails otherwise, as by an import, shows nothing. Names, or parts
 * of them, choose some defences: `npm run mutants -- 'unproven files'`.
 */
async function mutants(defences: readonly Defence[]): Promise<boolean> {
  using copy = copyOfCheckout();
  const sound = await soundTests(copy.directory, defences);
  let dead = 0;
  for (const defence of defences) {
    const verdict = await verdictOn(copy.directory, defence, sound);
    if (verdict.startsWith('dies')) dead += 1;
    process.stdout.write(`${verdict.padEnd(32)} ${defence.name}  (${defence.test})\n`);
  }
  process.stdout.write(`${dead} of ${defences.length} mutants die\n`);
  return dead === defences.length;
}

/** The tests that pass with all defences. Fails where one does not: a mutant of it would die for no reason. */
async function soundTests(directory: string, defences: readonly Defence[]): Promise<ReadonlySet<string>> {
  const files = [...new Set(defences.map(({ test }) => test))];
  const passed = new Set<string>();
  for (const [suite, tests] of Map.groupBy(files, suiteOf)) {
    const run = await runTests(directory, tests, { bail: false });
    if (!run.isComplete || run.failed.size > 0 || run.broken.length > 0) {
      throw new Error(`${suite} is not green without a mutant: ${[...run.failed, ...run.broken].join('; ')}`);
    }
    for (const name of run.passed) passed.add(name);
    process.stdout.write(`${`${run.passed.size} tests pass`.padEnd(32)} ${suite}, with all defences\n`);
  }
  return passed;
}

async function verdictOn(
  directory: string,
  { file, text, instead, test }: Defence,
  sound: ReadonlySet<string>,
): Promise<string> {
  const path = join(directory, file);
  const before = readFileSync(path, 'utf8');
  if (before.split(text).length !== 2) return 'STALE: its text is gone';
  writeFileSync(
    path,
    before.replace(text, () => instead),
  );
  try {
    return verdictOf(await runTests(directory, [test], { bail: true }), sound);
  } finally {
    writeFileSync(path, before);
  }
}

function verdictOf(run: TestRun, sound: ReadonlySet<string>): string {
  if (!run.isComplete) return 'BROKEN: the run had no end';
  const failed = [...run.failed].filter((name) => sound.has(name));
  if (failed.length > 0) return 'dies';
  return run.broken.length > 0 ? 'BROKEN: no test was run' : 'SURVIVES';
}

const wanted = process.argv.slice(2);
const chosen = DEFENCES.filter(
  ({ name }) => wanted.length === 0 || wanted.some((word) => name.includes(word)),
);
if (chosen.length === 0) throw new Error(`no defence has such a name: ${wanted.join(', ')}`);
process.exitCode = (await mutants(chosen)) ? 0 : 1;
