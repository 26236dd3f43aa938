import type { Reporter } from '../../report/reporter.ts';
import type { Run } from '../../world.ts';

export interface OptionSpec {
  /** In commander's notation, e.g. `-g, --global` or `--sha256 <hex>`. */
  readonly flags: string;
  readonly meaning: string;
  /** True for an option that may stand several times. */
  readonly repeats?: true;
}

/** A command for help, parser and completions. */
export interface CommandSpec {
  readonly name: string;
  readonly aliases: readonly string[];
  /** In commander's notation, e.g. `[query...]`. */
  readonly args: string;
  /** Short, as it stands beside the name in one line of 80 columns; `details` has the rest. */
  readonly summary: string;
  readonly details?: string;
  /** True for another spelling of a command with its options, which the list leaves out. */
  readonly isSpelling?: true;
  readonly options: readonly OptionSpec[];
  readonly examples: readonly string[];
  /** True when all words after the first argument belong to another program. */
  readonly passThrough?: boolean;
  /** Whether the command writes under GV_ROOT: always, with one of these first words, or, for one that mends or removes by itself, with these options. `jobs/own/before-writing.ts` comes before it. */
  readonly writes?: true | readonly string[] | ((options: Options) => boolean);
  /** Loads the command's program when it is used. */
  readonly load: () => Promise<{ readonly run: Verb }>;
}

export interface Input {
  readonly args: readonly string[];
  readonly options: Options;
  readonly report: Reporter;
}

/** Gives the exit code: 0 done, 1 findings. Failures are thrown. */
export type Verb = (run: Run, input: Input) => Promise<number>;

/** Parsed options with their types. */
export interface Options {
  flag(name: string): boolean;
  /** True where `--no-<name>` stood on the command line. */
  isOff(name: string): boolean;
  text(name: string): string | undefined;
  /** The values of an option that repeats, in their order. */
  texts(name: string): readonly string[];
}

export function optionsFrom(values: Readonly<Record<string, unknown>>): Options {
  return {
    flag: (name) => values[name] === true,
    isOff: (name) => values[name] === false,
    text: (name) => {
      const value = values[name];
      return typeof value === 'string' ? value : undefined;
    },
    texts: (name) => {
      const value = values[name];
      return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
    },
  };
}
