/** Terms of the series beyond which nothing changes for `z` below `SERIES`. */
const TERMS = 120;
/** The series loses digits in the far tail, where the continued fraction converges fast. */
const SERIES = 3;
const DEPTH = 60;

/**
 * The probability that a standard normal value exceeds `z`, which is not negative.
 * Source: Abramowitz, Stegun, Handbook of Mathematical Functions, 26.2.11 (series) and 26.2.14 (continued fraction).
 */
export function normalTail(z: number): number {
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  if (z < SERIES) {
    let [term, sum] = [z, z];
    for (let n = 1; n < TERMS; n += 1) {
      term *= (z * z) / (2 * n + 1);
      sum += term;
    }
    return 0.5 - density * sum;
  }
  let fraction = z;
  for (let n = DEPTH; n > 0; n -= 1) fraction = z + n / fraction;
  return density / fraction;
}

/** The value that a standard normal one exceeds with a probability of 2.5 %. */
export const NORMAL_975 = 1.959963984540054;
