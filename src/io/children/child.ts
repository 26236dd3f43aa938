import type { World } from '../../world.ts';
import type { KeepLimits, KeptOutput } from './kept-output.ts';

/** The processes that gv ends with a child: its own process group with everything it started, or the child alone, in the group of gv. */
export type ProcessGroup = 'own' | 'shared';

/** The processes that a child stands for, as kill(2) knows them. */
export interface Members {
  readonly send: (signal: NodeJS.Signals) => void;
  readonly isThere: () => boolean;
}

/** A program to run without a shell. */
export interface ChildRequest {
  /** Absolute path of the file. */
  readonly program: string;
  readonly args: readonly string[];
  /** The current directory of gv without it, which may be deleted. */
  readonly cwd?: string;
  readonly env: World['env'];
  /** Text for the standard input, which is empty without it. */
  readonly input?: string;
  /**
   * `own`: gv ends the child with everything it started, and the child has no terminal. `shared`: for a program that may ask its
   * user at the terminal, or that is to get the signals of the terminal.
   */
  readonly group: ProcessGroup;
  /** Finds what the child started and its group, whose number is given, does not hold; gv ends these too. Only with a group of its own. */
  readonly strays?: (group: number) => Members;
  /** Milliseconds until gv ends the child. */
  readonly deadline?: number;
  /** Ends the child when it is aborted. */
  readonly signal?: AbortSignal;
  /** Streams that lead to /dev/null. */
  readonly drop?: readonly StreamName[];
  /** The bytes of each stream that stay in memory; by default the first 64 KiB and the last 256 KiB. */
  readonly keep?: KeepLimits;
  /** Bytes of one stream beyond which gv ends the child. */
  readonly most?: number;
  /**
   * Gets both streams as they come, in parts that are flushed after `flushMs` or 32 KiB. The child waits while the promise for
   * a part is open.
   */
  readonly onOutput?: (name: StreamName, part: Buffer) => void | Promise<void>;
  /** 100 without it; 0 for a reader that takes the time at which a line comes. */
  readonly flushMs?: number;
  /** A file that is not there yet, for both streams up to 64 MiB. */
  readonly file?: string;
  /** Milliseconds without output after which the child counts as stalled; it goes on. */
  readonly stall?: number;
  /** Called at the beginning of every stall. */
  readonly onStall?: () => void;
}

export type StreamName = 'stdout' | 'stderr';

/** The end of a child. `ended` is by gv, for the reason beside it, whatever the child made of the signal. */
export type ChildEnd =
  | { readonly kind: 'exited'; readonly code: number }
  | { readonly kind: 'killed'; readonly signal: NodeJS.Signals }
  | { readonly kind: 'ended'; readonly why: 'deadline' | 'interrupted' | 'too-much' }
  | { readonly kind: 'not-started'; readonly cause: unknown };

/** A run of a child from its start to its end. */
export interface ChildRun {
  readonly end: ChildEnd;
  readonly stdout: KeptOutput;
  readonly stderr: KeptOutput;
  /** How often the child was silent for the time of `stall`. */
  readonly stalls: number;
}
