/** Whether `GV_TEST_ALL=1` asks for every case of the tests that take a sample otherwise, because all of their cases take minutes. */
export function everything(): boolean {
  return process.env['GV_TEST_ALL'] === '1';
}

/** How far a sweep goes on after each kill, where a full one takes every step. */
export function stride(steps: number): number {
  return everything() ? 1 : steps;
}

/** Every `nth` of cases that fail and pass alike as a rule, the first one among them. */
export function sampled<const T>(cases: readonly T[], nth: number): readonly T[] {
  return everything() ? cases : cases.filter((_, index) => index % nth === 0);
}

/** The first of the cases that show the same thing, by its name. */
export function oneOfEach<T>(cases: readonly T[], nameOf: (each: T) => string): readonly T[] {
  const names = cases.map(nameOf);
  return everything() ? cases : cases.filter((_, index) => names.indexOf(names[index] ?? '') === index);
}
