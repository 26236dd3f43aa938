import { EMPTY_CATALOG, type Catalog } from './catalog.ts';
import type { Detail } from './fact.ts';
import type { Request, Task } from './task.ts';

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

export type Pane = 'lines' | 'releases' | 'work';

/** Which releases are shown, and in which order. */
export interface Show {
  /** Part of a label, e.g. `1.2` or `rc`. */
  readonly text: string;
  readonly only: 'all' | 'installed' | 'supported';
  readonly prereleases: boolean;
  readonly oldestFirst: boolean;
}

/** The part that lies over the lists and takes the keys. */
export type Overlay =
  | { readonly kind: 'none' }
  | { readonly kind: 'filter' }
  | { readonly kind: 'help'; readonly top: number }
  /** The actions for the chosen release. */
  | { readonly kind: 'actions'; readonly at: number }
  | { readonly kind: 'confirm'; readonly requests: readonly Request[] }
  /** The user wants to leave while work is unfinished. */
  | { readonly kind: 'leave' };

/** Which Go answers in this directory, in words. */
export interface Here {
  readonly text: string;
  /** Label of the toolchain that answers; undefined when it is not one of gv's. */
  readonly label: string | undefined;
  /** The file that `use` would write, and its pin now. */
  readonly pinFile: string;
  readonly pinSays: string | undefined;
  /** True when go.mod or go.work asks for a version. */
  readonly hasModule: boolean;
}

export interface State {
  readonly size: Size;
  readonly catalog: Catalog;
  /** Whether a request is running, and the result of the last one in words. */
  readonly loading: { readonly busy: boolean; readonly note: string | undefined };
  readonly here: Here | undefined;
  readonly pane: Pane;
  /** Choices are kept by name, so that new data does not move the cursor. */
  readonly line: string | undefined;
  readonly release: string | undefined;
  readonly task: number | undefined;
  readonly marked: ReadonlySet<string>;
  readonly show: Show;
  readonly overlay: Overlay;
  readonly tasks: readonly Task[];
  readonly details: ReadonlyMap<string, Detail>;
  /** Bytes on disk of the toolchains, as far as they are counted. */
  readonly sizes: ReadonlyMap<string, number>;
  /** The last message, e.g. a command that was copied. */
  readonly message: string | undefined;
}

export function initialState(size: Size): State {
  return {
    size,
    catalog: EMPTY_CATALOG,
    loading: { busy: true, note: undefined },
    here: undefined,
    pane: 'lines',
    line: undefined,
    release: undefined,
    task: undefined,
    marked: new Set(),
    show: { text: '', only: 'all', prereleases: false, oldestFirst: false },
    overlay: { kind: 'none' },
    tasks: [],
    details: new Map(),
    sizes: new Map(),
    message: undefined,
  };
}
