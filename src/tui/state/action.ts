import type { JobEvent } from '../../core/events.ts';
import type { Catalog } from './catalog.ts';
import type { Detail } from './fact.ts';
import type { Here, Size } from './state.ts';
import type { Failure } from './task.ts';

/** An event of the screen. */
export type Action =
  /** A key by its name, e.g. `k`, `up`, `ctrl+c`; `text` is what it types, empty for a key that types nothing. */
  | { readonly type: 'key'; readonly key: string; readonly text: string }
  | { readonly type: 'resized'; readonly size: Size }
  | { readonly type: 'catalog'; readonly catalog: Catalog }
  /** A server is slow to say what it has. */
  | { readonly type: 'asking'; readonly host: string }
  | { readonly type: 'loaded'; readonly note: string | undefined }
  | { readonly type: 'here'; readonly here: Here }
  | { readonly type: 'detail'; readonly label: string; readonly detail: Detail }
  | { readonly type: 'weighed'; readonly label: string; readonly bytes: number }
  | { readonly type: 'said'; readonly text: string }
  | { readonly type: 'started'; readonly id: number }
  | { readonly type: 'event'; readonly id: number; readonly event: JobEvent; readonly now: number }
  /** A line that a command would have printed as its result. */
  | { readonly type: 'result'; readonly id: number; readonly line: string }
  | { readonly type: 'finished'; readonly id: number }
  | { readonly type: 'failed'; readonly id: number; readonly failure: Failure }
  | { readonly type: 'cancelled'; readonly id: number };

/** Work that the reducer asks for and the session does. */
export type Effect =
  | { readonly type: 'load' }
  | { readonly type: 'run' }
  | { readonly type: 'cancel'; readonly id: number }
  | { readonly type: 'describe'; readonly label: string }
  | { readonly type: 'weigh'; readonly label: string }
  | { readonly type: 'copy'; readonly text: string }
  | { readonly type: 'redraw' }
  | { readonly type: 'suspend' }
  | { readonly type: 'exit' };
