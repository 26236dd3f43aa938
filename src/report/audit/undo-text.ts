import type { AsideStep } from '../../core/foreign/import-plan.ts';
import { printable } from '../page/printable.ts';
import { linesText, toolchainText } from '../results/phrases.ts';
import type { RemovedToolchain } from '../results/uninstall-text.ts';
import { moveData } from './import-data.ts';
import { asideText } from './import-text.ts';

/** The additions of an import that a later run takes back. */
export interface UndoResult {
  readonly removals: readonly Pick<RemovedToolchain, 'toolchain'>[];
  readonly global: string | undefined;
  readonly pins: readonly string[];
  readonly aside: readonly AsideStep[];
  readonly kept: readonly { readonly what: string; readonly why: string }[];
  readonly isDone: boolean;
}

/** Every toolchain and file that goes, and what stays with its reason. */
export function undoText({ removals, global, pins, aside, kept, isDone }: UndoResult): string {
  const verb = isDone ? 'removed' : 'would remove';
  const gone = [
    ...aside.map((step) => asideText(step, { isDone })),
    ...removals.map(({ toolchain }) => `${verb} ${toolchainText(toolchain)}`),
    ...(global === undefined ? [] : [`${verb} the global version (${printable(global)})`]),
    ...pins.map((file) => `${verb} ${printable(file)}`),
    ...kept.map(({ what, why }) => printable(`${isDone ? 'kept' : 'would keep'} ${what}: ${why}`)),
  ];
  return gone.length === 0 ? 'nothing of the last gv import is left\n' : linesText(gone);
}

/** The same as JSON (docs/schemas/import.json). */
export function undoData({ removals, global, pins, aside, kept, isDone }: UndoResult): object {
  return {
    imported: false,
    mode: null,
    trees: [],
    global: null,
    first: null,
    lines: [],
    newShell: null,
    projects: [],
    globalsLeft: [],
    moves: aside.map(moveData),
    undone: {
      done: isDone,
      toolchains: removals.map(({ toolchain: { version, path } }) => ({ version: version.label, path })),
      files: [...(global === undefined ? [] : [global]), ...pins],
      kept,
    },
  };
}
