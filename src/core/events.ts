import type { ReceiptProof } from './proof.ts';
import type { Source } from './source.ts';

/**
 * How a cell ended. `not-possible`: go.mod or go.work asks for a newer Go, so this one refuses. `stopped`: ended by gv, after
 * an interruption or a failure of another cell. `skipped`: never started, for the same reasons.
 */
export type CellStatus = 'ok' | 'failed' | 'not-possible' | 'stopped' | 'skipped';

/** Files that were copied from an installed toolchain in the place of a download. */
export interface Reuse {
  readonly release: string;
  /** Number of files, and the packed bytes that were thus not fetched. */
  readonly files: number;
  readonly bytes: number;
}

/** An event of a running job, the same for commands, JSON and the screen. */
export type JobEvent =
  /** Information for the user; the job goes on as planned. */
  | { readonly type: 'notice'; readonly text: string }
  /** A warning that the user must see. */
  | { readonly type: 'warning'; readonly text: string }
  /** One source of releases cannot be reached; another is asked in its place. */
  | { readonly type: 'fallback'; readonly from: Source; readonly to: Source; readonly why: string }
  /** A release is installed because a file asks for it; `why` is a sentence with the file and its content. */
  | { readonly type: 'asked'; readonly why: string }
  /** The file comes from the cache, without a request. */
  | { readonly type: 'cached'; readonly file: string }
  /** An interrupted download goes on at a byte of the file. */
  | { readonly type: 'resume'; readonly file: string; readonly at: number }
  /** The same server is asked once more; the address is without credentials. */
  | { readonly type: 'retry'; readonly url: string; readonly why: string }
  /** The next server that has the same bytes is asked; the address is without credentials. */
  | { readonly type: 'next-server'; readonly url: string; readonly why: string }
  /** Another gv works on the same release; where `release` is null, on gv itself or on what all releases share. */
  | { readonly type: 'waiting'; readonly release: string | null; readonly holder: string }
  /** A server, by its host, has not answered for a moment. */
  | { readonly type: 'asking'; readonly host: string }
  | {
      readonly type: 'download';
      readonly file: string;
      readonly bytes: number;
      readonly total: number | undefined;
    }
  | {
      readonly type: 'downloaded';
      readonly file: string;
      /** Received in this run. */
      readonly bytes: number;
      readonly ms: number;
      /** Taken over from an earlier, interrupted download. */
      readonly resumed: number;
      readonly retries: number;
      /** Without credentials. */
      readonly url: string;
      /** With it, only pieces of the file were fetched. */
      readonly reused?: Reuse;
    }
  /** The release index could not be fetched again; gv uses its old copy. */
  | {
      readonly type: 'old-index';
      /** ISO 8601. */
      readonly fetchedAt: string;
      /** Milliseconds; below 0 where a clock was wrong. */
      readonly age: number;
      readonly why: string;
    }
  | { readonly type: 'proof'; readonly release: string; readonly proof: ReceiptProof }
  /** Every required proof of a release holds; comes after the events of its proofs. */
  | { readonly type: 'proven'; readonly release: string; readonly proofs: readonly ReceiptProof[] }
  | { readonly type: 'unpack'; readonly release: string; readonly bytes: number; readonly total: number }
  | { readonly type: 'placed'; readonly release: string; readonly path: string }
  | { readonly type: 'already'; readonly release: string; readonly path: string }
  | { readonly type: 'global'; readonly release: string }
  /** A cell of `gv matrix` runs: the bytes that its command wrote so far. */
  | { readonly type: 'cell'; readonly version: string; readonly bytes: number; readonly ms: number }
  /** A run of `gv bench`; round 0 builds the test programs. */
  | {
      readonly type: 'bench-run';
      readonly version: string;
      readonly round: number;
      readonly rounds: number;
    }
  /** The command of a cell is silent for this time; it goes on. */
  | { readonly type: 'cell-stalled'; readonly version: string; readonly ms: number }
  /** A cell ended, or was not started. */
  | {
      readonly type: 'cell-ended';
      readonly version: string;
      readonly status: CellStatus;
      readonly exit: number | null;
      readonly signal: string | null;
      readonly ms: number;
      readonly bytes: number;
    };

export type Emit = (event: JobEvent) => void;
