import type { Emit } from './core/events.ts';
import type { Layout } from './core/layout.ts';
import type { Once } from './core/once.ts';
import type { Platform } from './core/platform.ts';

/** Somewhere text goes. */
export interface Output {
  readonly isTerminal: boolean;
  /** Width in cells; 80 where it is not known. */
  readonly columns: number;
  /** Writes all of it before it returns. A reader that went away is no failure: `gv list | head -1`. */
  write(text: string): void;
  /**
   * Hands text over without waiting, where the reader may be slow (a pipe or a socket); settles when it was taken, with
   * false when nobody reads any more. Whoever has begun with it writes in no other way.
   */
  readonly send?: ((text: string) => Promise<boolean>) | undefined;
}

/** Every ambient input as one value: only commands, jobs and io take it, core and trust take plain values. */
export interface World {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute; the logical directory of the shell where PWD tells it truly. */
  readonly cwd: string;
  readonly home: string | undefined;
  readonly layout: Layout;
  readonly platform: Platform;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Aborted by SIGINT and SIGTERM; long work listens to it. */
  readonly signal: AbortSignal;
  readonly now: () => Date;
}

/** The world with what one run of gv was told about it; made once, by the command line or by the screen. */
export interface Run extends World {
  /** True when `--offline` or GV_OFFLINE asks for no network. */
  readonly offline: boolean;
  /** Tells what happens during the run. */
  readonly emit: Emit;
  /** What is read or asked once for the whole run: Go's settings, what GOAUTH gives. */
  readonly once: Once;
}
