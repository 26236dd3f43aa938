import { openSync } from 'node:fs';
import type { ReadStream, WriteStream } from 'node:tty';
import { GvError, isSystemError } from '../../errors.ts';
import type { World } from '../../world.ts';

/** The terminal a person sits at, wherever stdin and stdout lead. */
export interface TerminalStreams {
  readonly input: ReadStream;
  readonly output: WriteStream;
  /** Gives both back. */
  readonly close: () => void;
}

/** Opens the terminal of this process. Fails with `usage` where there is none. */
export function openTerminal(): TerminalStreams {
  // Loaded here: every start of gv asks `hasScreen`, and few open a terminal.
  const tty = process.getBuiltinModule('node:tty');
  try {
    const input = new tty.ReadStream(openSync('/dev/tty', 'r'));
    const output = new tty.WriteStream(openSync('/dev/tty', 'w'));
    // A terminal that was closed fails each read and write; SIGHUP ends the work.
    for (const stream of [input, output]) stream.on('error', () => undefined);
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

/** True when a person can be shown a screen: keys come in, and the cursor can be moved. */
export function hasScreen({ stdout, env }: World): boolean {
  return stdout.isTerminal && env['TERM'] !== 'dumb' && process.getBuiltinModule('node:tty').isatty(0);
}
