import { it } from 'vitest';
import { everything } from './sample.ts';

/** `it`, or a skip whose title says what is missing; under GV_REQUIRE_SHELLS=1 what is missing is a failure. */
export function unless(missing: string | undefined): (title: string, work: () => Promise<void>) => void {
  if (missing === undefined) return (title, work) => it(title, work);
  if (process.env['GV_REQUIRE_SHELLS'] === '1') {
    return (title) =>
      it(title, () => {
        throw new Error(missing);
      });
  }
  return (title, work) => it.skip(`${title} (skipped: ${missing})`, work);
}

/** `it`, or a skip whose title says which official artifact is not at hand: they are too big to travel with the project. */
export function withMaterial(
  missing: string | undefined,
): (title: string, work: () => Promise<void>) => void {
  if (missing === undefined) return (title, work) => it(title, work);
  return (title, work) => it.skip(`${title} (skipped: ${missing})`, work);
}

/** `it`, for a test of secondary behaviour that takes seconds: without `GV_TEST_ALL=1` the title says when the test runs. */
export function weekly(title: string, work: () => Promise<void> | void): void {
  if (everything()) it(title, work);
  else it.skip(`${title} (skipped: runs once a week, with GV_TEST_ALL=1)`, work);
}
