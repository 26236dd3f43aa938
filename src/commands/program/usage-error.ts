import { GvError } from '../../errors.ts';

export interface UsageErrorOptions {
  /** The nearest word or option, in a sentence; undefined when none is near. */
  readonly hint?: string | undefined;
  /** An option that the command does not know, without its value: `--track`. */
  readonly unknownOption?: string | undefined;
}

/** A command line that the parser refuses. */
export class UsageError extends GvError {
  readonly unknownOption: string | undefined;

  constructor(message: string, { hint, unknownOption }: UsageErrorOptions = {}) {
    super('usage', message, { hint });
    this.unknownOption = unknownOption;
  }
}

/** The failure for a refusal of commander, which names the nearest command or option in a second line, and an unknown option only in its text. */
export function usageError(code: string, words: string): UsageError {
  const [message = '', suggestion] = words.replace(/^error: /, '').split('\n');
  const unknownOption = code === 'commander.unknownOption' ? /'(-[^'=]+)/.exec(message)?.[1] : undefined;
  const hint = suggestion?.replace(/^\(|\)$/g, '');
  return new UsageError(message, { hint, unknownOption });
}
