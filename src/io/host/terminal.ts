import { openSync } from 'node:fs';
import { ReadStream, WriteStream } from 'node:tty';
import { GvError, isSystemError } from '../../errors.ts';

/** The terminal a person sits at, wherever stdin and stdout lead. */
export interface TerminalStreams {
  readonly input: ReadStream;
  readonly output: WriteStream;
  /** Gives both back. */
  readonly close: () => void;
}

/** Opens the terminal of this process. Fails with `usage` where there is none. */
export function openTerminal(): TerminalStreams {
  try {
    const input = new ReadStream(openSync('/dev/tty', 'r'));
    const output = new WriteStream(openSync('/dev/tty', 'w'));
    return {
      input,
      output,
      close: () => {
        input.destroy();
        output.destroy();
      },
    };
  } catch (error) {
    if (!isSystemError(error, 'ENXIO', 'ENOENT', 'ENOTTY', 'EACCES', 'ENODEV')) throw error;
    throw new GvError('usage', 'there is no terminal to choose on', {
      hint: 'Name the version instead; gv list and gv list --remote show them.',
      cause: error,
    });
  }
}
