import type { ImportStep } from '../../core/foreign/import-plan.ts';
import type { OtherGlobal } from '../../core/foreign/other-choice.ts';
import { columns } from '../page/columns.ts';
import { printable } from '../page/printable.ts';
import { linesText } from '../results/phrases.ts';

/** `planned`: nothing was copied. */
export type ImportStage = 'planned' | 'done';

/** An import, as a plan or done. */
export interface ImportResult {
  readonly steps: readonly ImportStep[];
  readonly global: OtherGlobal | undefined;
  /** Lines of start-up files that switch another manager on. */
  readonly lines: readonly {
    readonly manager: string;
    readonly file: string;
    readonly line: number;
    readonly text: string;
  }[];
  /** The go of a new shell; undefined before anything was done, and where no shell answered. */
  readonly shell: { readonly shell: string; readonly go: string | undefined } | undefined;
  /** The directory of gv's shims. */
  readonly shims: string;
  readonly stage: ImportStage;
}

/** Every tree with what becomes of it, the global version that is taken over, and the lines to take out. */
export function importText(result: ImportResult): string {
  const { steps, global, lines, stage } = result;
  if (steps.length === 0) return 'no Go of another manager was found\n';
  const taken = steps.filter((step) => step.kind === 'take');
  const parts = [
    columns(steps.map((step) => rowOf(step, stage))),
    linesText([
      ...(global === undefined
        ? []
        : [
            `global version ${global.pin}, of ${global.by} (${printable(`${global.file}:${global.line}`)})${stage === 'done' ? '' : ' would be taken over'}`,
          ]),
      ...undoLine(taken, stage),
    ]),
    lines.length === 0 ? '' : linesText(['So that gv alone answers, take out:', ...lines.map(lineText)]),
    shellText(result),
  ];
  return parts.filter((part) => part !== '').join('\n');
}

function rowOf(step: ImportStep, stage: ImportStage): readonly string[] {
  const { identity, by, path } = step.tree;
  const label = identity.kind === 'release' ? identity.version.label : '?';
  return [label, by, printable(path), fateOf(step, stage)];
}

function fateOf(step: ImportStep, stage: ImportStage): string {
  if (step.kind === 'stay') return printable(`${step.isDoubt ? 'REFUSED' : 'left'}: ${step.why}`);
  const left = step.left === 0 ? '' : `; ${step.left} ${step.left === 1 ? 'entry' : 'entries'} left behind`;
  return `${stage === 'done' ? 'copied' : 'proven, would be copied'}${left}`;
}

function undoLine(taken: readonly ImportStep[], stage: ImportStage): readonly string[] {
  const labels = taken.flatMap(({ tree: { identity } }) =>
    identity.kind === 'release' ? [identity.version.label] : [],
  );
  return stage === 'done' && labels.length > 0 ? [`gv uninstall ${labels.join(' ')} takes this back`] : [];
}

/** The go that answers now, as a new shell says. */
function shellText({ shell, shims }: ImportResult): string {
  if (shell === undefined) return '';
  const { go } = shell;
  if (go === undefined) return linesText([`a new ${shell.shell} finds no go: gv doctor says why`]);
  const whose = go.startsWith(`${shims}/`)
    ? "gv's go"
    : `${printable(go)}, which is not gv's (gv doctor says why)`;
  return linesText([`a new ${shell.shell} runs ${whose}`]);
}

function lineText({ manager, file, line, text }: ImportResult['lines'][number]): string {
  return printable(`  ${file}:${line}  ${text.trim()}  (${manager})`);
}
