/**
 * True while something of the time `at` is younger than `ms` milliseconds. A time in the future means that a clock was wrong:
 * then nothing is known of its age, and the answer is no.
 */
export function isWithin(at: Date, now: Date, ms: number): boolean {
  const age = now.getTime() - at.getTime();
  return age >= 0 && age < ms;
}
