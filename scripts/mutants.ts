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

/** The tests that pass with all defences, and the files in which one does not: a mutant of these would die for no reason. */
interface Sound {
  readonly passed: ReadonlySet<string>;
  readonly red: readonly string[];
}

async function soundTests(directory: string, defences: readonly Defence[]): Promise<Sound> {
  const files = [...new Set(defences.map(({ test }) => test))];
  const passed = new Set<string>();
  const red: string[] = [];
  for (const [suite, tests] of Map.groupBy(files, suiteOf)) {
    const run = await runTests(directory, tests, { bail: false });
    for (const name of run.passed) passed.add(name);
    red.push(...(run.isComplete ? run.red : tests));
    process.stdout.write(`${`${run.passed.size} tests pass`.padEnd(32)} ${suite}, with all defences\n`);
    for (const name of run.failed) process.stdout.write(`${'FAILS'.padEnd(32)} ${name}\n`);
  }
  return { passed, red };
}

async function verdictOn(
  directory: string,
  { file, text, instead, test }: Defence,
  { passed, red }: Sound,
): Promise<string> {
  if (red.includes(test)) return 'UNSOUND: red with the defence';
  const path = join(directory, file);
  const before = readFileSync(path, 'utf8');
  if (before.split(text).length !== 2) return 'STALE: its text is gone';
  writeFileSync(
    path,
    before.replace(text, () => instead),
  );
  try {
    return verdictOf(await runTests(directory, [test], { bail: true }), passed);
  } finally {
    writeFileSync(path, before);
  }
}

function verdictOf(run: TestRun, passed: ReadonlySet<string>): string {
  if (!run.isComplete) return 'BROKEN: the run had no end';
  const failed = [...run.failed].filter((name) => passed.has(name));
  if (failed.length > 0) return 'dies';
  return run.broken.length > 0 ? 'BROKEN: no test was run' : 'SURVIVES';
}

const wanted = process.argv.slice(2);
const chosen = DEFENCES.filter(
  ({ name }) => wanted.length === 0 || wanted.some((word) => name.includes(word)),
);
if (chosen.length === 0) throw new Error(`no defence has such a name: ${wanted.join(', ')}`);
process.exitCode = (await mutants(chosen)) ? 0 : 1;
