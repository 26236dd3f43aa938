import type { Emit } from './core/events.ts';
import type { Layout } from './core/layout.ts';
import type { Once } from './core/once.ts';
import type { Platform } from './core/platform.ts';

/** A stream that takes text. */
export interface Output {
  readonly isTerminal: boolean;
  /** Width in cells; 80 where it is not known. */
  readonly columns: number;
  /** Writes the whole text before it returns. A reader that went away is no failure: `gv list | head -1`. */
  write(text: string): void;
  /**
   * Hands text over without waiting, where the reader may be slow (a pipe or a socket). Resolves when the text was taken,
   * with false when the reader is gone. After the first `send`, do not call `write` on this output.
   */
  readonly send?: ((text: string) => Promise<boolean>) | undefined;
}

/** Every ambient input as one value: only commands, jobs and io take it, core and trust take plain values. */
export interface World {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute; the shell's logical directory where PWD is right. Empty where the directory was deleted: then it has no pins, and `directoryHere` fails. */
  readonly cwd: string;
  readonly home: string | undefined;
  readonly layout: Layout;
  readonly platform: Platform;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Aborted by SIGINT, SIGTERM and SIGHUP; long work listens to it. */
  readonly signal: AbortSignal;
  readonly now: () => Date;
}

/** The world with what one run of gv was told about it; made once, by the command line or by the screen. */
export interface Run extends World {
  /** True when `--offline` or GV_OFFLINE asks for no network. */
  readonly offline: boolean;
  /** Takes the events of the run. */
  readonly emit: Emit;
  /** Values that are read or asked for once in the run: go settings, the credentials of GOAUTH. */
  readonly once: Once;
}
