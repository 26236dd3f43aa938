import { GLOBAL_OPTIONS, type GlobalName } from '../parts/options.ts';

/** What every command takes, as it was typed, and the words that are left for the command. */
export interface Globals {
  readonly rest: readonly string[];
  /** Which of them stand there, by the long name: `--no-color` is `no-color`. */
  readonly given: ReadonlySet<GlobalName>;
}

/**
 * Takes the global flags out of a command line, wherever they stand before `--`: what is reported, and how, has to be known
 * before anything else is parsed. `-qy` is `-q -y`.
 */
export function parseGlobals(argv: readonly string[]): Globals {
  const end = argv.indexOf('--');
  const [before, after] = end < 0 ? [argv, []] : [argv.slice(0, end), argv.slice(end)];
  const found = before.map((word) => ({ word, names: namesIn(word) }));
  return {
    rest: [...found.filter(({ names }) => names.length === 0).map(({ word }) => word), ...after],
    given: new Set(found.flatMap(({ names }) => names)),
  };
}

const NAMES = new Map(
  GLOBAL_OPTIONS.flatMap(({ flags, name }) => flags.split(', ').map((flag) => [flag, name] as const)),
);

/** The global flags that one word is; none where it is anything else, or holds a letter that is not one of them. */
function namesIn(word: string): readonly GlobalName[] {
  const flags = /^-[a-z]{2,}$/i.test(word)
    ? word
        .slice(1)
        .split('')
        .map((letter) => `-${letter}`)
    : [word];
  const names = flags.flatMap((flag) => NAMES.get(flag) ?? []);
  return names.length === flags.length ? names : [];
}
