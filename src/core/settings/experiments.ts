/** An alias of several experiments, and a word that switches all off (go: internal/buildcfg, ParseGOEXPERIMENT). */
const WORDS: ReadonlySet<string> = new Set(['regabi', 'none']);

/** The words of GOEXPERIMENT that a toolchain with these experiments refuses, as the go command names them: without their `no`. */
export function unknownExperiments(value: string, known: readonly string[]): readonly string[] {
  const words = value.split(',').filter((word) => word !== '' && word !== 'none');
  return words
    .map((word) => (word.startsWith('no') ? word.slice(2) : word))
    .filter((name) => !known.includes(name) && (!WORDS.has(name) || name === 'none'));
}
