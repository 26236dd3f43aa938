/** What the unpacking thread is told: the pieces of one shared slot, in order. */
export type WriteStep =
  | { readonly do: 'directory'; readonly path: string }
  | { readonly do: 'open'; readonly path: string; readonly mode: number; readonly mtime: number }
  /** A range of the slot. */
  | { readonly do: 'write'; readonly from: number; readonly length: number }
  /** Bytes that lay across two chunks. */
  | { readonly do: 'append'; readonly bytes: Uint8Array }
  | { readonly do: 'close' };

export interface WriteOrder {
  readonly slot: number;
  readonly steps: readonly WriteStep[];
}

export type WriterReply =
  | { readonly done: number }
  | { readonly failed: { readonly code: string; readonly path: string; readonly message: string } };

export interface WriterData {
  /** A directory made for this purpose alone: nothing in it, nobody else's. */
  readonly into: string;
  readonly slots: readonly Uint8Array<SharedArrayBuffer>[];
  /** True when the process umask takes bits that an official tree has. */
  readonly restoreModes: boolean;
}
