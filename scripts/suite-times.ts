import type { Reporter } from 'vitest/node';

/** A file with tests, as the runner reports it; times in milliseconds. */
export interface TimedFile {
  readonly project: { readonly name: string };
  readonly children: { allTests(): Iterable<unknown> };
  diagnostic(): Readonly<
    Record<'collectDuration' | 'setupDuration' | 'prepareDuration' | 'duration', number>
  >;
}

interface Suite {
  readonly files: number;
  readonly tests: number;
  /** Milliseconds that its files took, one after the other. */
  readonly ms: number;
}

const NONE: Suite = { files: 0, tests: 0, ms: 0 };

/** A table of the seconds of each suite; `files` are those that ran. */
export function timesText(files: readonly TimedFile[]): string {
  const suites = new Map<string, Suite>();
  for (const file of files) {
    const { name } = file.project;
    const before = suites.get(name) ?? NONE;
    const { collectDuration, setupDuration, prepareDuration, duration } = file.diagnostic();
    suites.set(name, {
      files: before.files + 1,
      tests: before.tests + [...file.children.allTests()].length,
      ms: before.ms + collectDuration + setupDuration + prepareDuration + duration,
    });
  }
  const rows = [...suites].map(
    ([name, { files: count, tests, ms }]) =>
      `${name.padEnd(9)} ${(ms / 1000).toFixed(1).padStart(7)} s  ${tests} tests in ${count} files\n`,
  );
  return `\n${rows.join('')}`;
}

/** Prints the time of each suite, before the runner's own summary. */
export const SUITE_TIMES: Reporter = {
  onTestRunEnd: (files) => void process.stdout.write(timesText(files)),
};
