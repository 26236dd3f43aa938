import { GLOBAL_OPTIONS, type GlobalName } from '../parts/options.ts';

/** The global flags of a command line, and the words that are left for the command. */
export interface Globals {
  readonly rest: readonly string[];
  /** The flags by their long names: `--no-color` is `no-color`. */
  readonly given: ReadonlySet<GlobalName>;
}

/**
 * Takes the global flags out of a command line, at any place before `--`: the reporter needs them before the rest is parsed.
 * `-qy` is `-q -y`.
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

/** The global flags in one word; none for any other word, or where a letter is not a global flag. */
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
