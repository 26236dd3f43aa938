import type { ReceiptProof } from './proof.ts';

/** What long work tells while it runs: the same for commands, JSON and every other front. */
export type JobEvent =
  /** Something a person should know that changes nothing. */
  | { readonly type: 'notice'; readonly text: string }
  /** Something a person must not miss. */
  | { readonly type: 'warning'; readonly text: string }
  | { readonly type: 'waiting'; readonly release: string; readonly holder: string }
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
    }
  /** The release index could not be asked for anew; an old one serves. */
  | {
      readonly type: 'old-index';
      /** ISO 8601. */
      readonly fetchedAt: string;
      /** Milliseconds; below 0 where a clock was wrong. */
      readonly age: number;
      readonly why: string;
    }
  | { readonly type: 'proof'; readonly release: string; readonly proof: ReceiptProof }
  | { readonly type: 'unpack'; readonly release: string; readonly bytes: number; readonly total: number }
  | { readonly type: 'placed'; readonly release: string; readonly path: string }
  | { readonly type: 'already'; readonly release: string; readonly path: string }
  | { readonly type: 'global'; readonly release: string };

export type Emit = (event: JobEvent) => void;
