import { chmodSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The variable that tells the workers where the directory is. */
const NAME = 'GV_TEST_SUITE';

function madeHere(): string {
  const directory = mkdtempSync(join(tmpdir(), 'gv-suite-'));
  // Tests run programs in it as other accounts too.
  chmodSync(directory, 0o755);
  process.env[NAME] = directory;
  process.on('exit', () => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** Runs before suites whose files have costly set-ups in common: one directory for the whole run, removed when the run ends. */
export function setup(): void {
  if (process.env[NAME] === undefined) madeHere();
}

/** The directory of this run of the suite; of this process, where no suite runs. A benchmark takes the directory of temporary files away in between. */
export function suiteDirectory(): string {
  const made = process.env[NAME];
  return made !== undefined && existsSync(made) ? made : madeHere();
}

/**
 * A directory that `make` filled once in this run of the suite, for all test files: they copy from it and never write to it.
 * Two workers may make one at the same time: the first to finish wins, the other one is thrown away. What `make` writes must bear
 * a rename of the directory.
 */
export function madeOnce(name: string, make: (directory: string) => void): string {
  const place = join(suiteDirectory(), name);
  if (existsSync(place)) return place;
  const aside = mkdtempSync(join(suiteDirectory(), 'making-'));
  chmodSync(aside, 0o755);
  make(aside);
  try {
    renameSync(aside, place);
  } catch (error) {
    if (!existsSync(place)) throw error;
    rmSync(aside, { recursive: true });
  }
  return place;
}
