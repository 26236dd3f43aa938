import { placeText } from '../../core/choice/pin.ts';
import type { AsideStep, ImportMode, ImportStep, TreeTrouble } from '../../core/foreign/import-plan.ts';
import type {
  HomePin,
  LeftChoice,
  OtherChoice,
  OtherGlobals,
  ProjectStep,
} from '../../core/foreign/other-choice.ts';
import { counted } from '../../core/text/counted.ts';
import { columns } from '../page/columns.ts';
import type { Page } from '../page/page.ts';
import { printable } from '../page/printable.ts';
import { linesText } from '../results/phrases.ts';

/** `planned`: nothing was copied. */
export type ImportStage = 'planned' | 'done';

/** An import, as a plan or done. */
export interface ImportResult {
  readonly steps: readonly ImportStep[];
  readonly mode: ImportMode;
  readonly globals: OtherGlobals;
  /** The release that becomes the global version of an empty store, by itself. */
  readonly first: string | undefined;
  readonly projects: readonly ProjectStep[];
  /** Trees that a move that was cut short left. */
  readonly aside: readonly AsideStep[];
  /** Of trees with which something went otherwise than planned. */
  readonly troubles: readonly TreeTrouble[];
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

/** Every tree with what becomes of it, the choices that are taken over, and the lines to take out. */
export function importText(result: ImportResult, page: Pick<Page, 'width'>): string {
  const { steps, globals, first, projects, aside, lines, stage } = result;
  const nothing = 'no Go of another manager was found\n';
  const parts = [
    steps.length === 0
      ? nothing
      : columns(
          steps.map((step) => rowOf(step, result)),
          page,
        ),
    linesText([
      ...wholeReasons(steps),
      ...aside.map((step) => asideText(step, { isDone: stage === 'done' })),
      ...(globals.taken === undefined ? [] : [globalText(globals.taken, stage)]),
      ...(first === undefined ? [] : [firstText(first, stage)]),
      ...(globals.atHome === undefined ? [] : [homeText(globals.atHome)]),
      ...globals.left.map(leftText),
      ...projects.map((step) => projectText(step, stage)),
      ...(stage === 'done' ? [backText(result)] : []),
    ]),
    lines.length === 0
      ? ''
      : linesText(['So that gv alone answers, take out:', ...lines.map(lineText), ...othersText(lines)]),
    shellText(result),
  ];
  return parts.filter((part) => part !== '').join('\n');
}

/** The reasons that are too long for the table, each once. */
function wholeReasons(steps: readonly ImportStep[]): readonly string[] {
  const whys = steps.flatMap((step) => (step.kind === 'stay' && step.brief !== undefined ? [step.why] : []));
  return [...new Set(whys)].map((why) => printable(`in full: ${why}`));
}

function globalText({ by, file, line, pin }: OtherChoice, stage: ImportStage): string {
  const would = stage === 'done' ? '' : ' would be taken over';
  return `global version ${pin}, of ${by} (${printable(placeText(file, line))})${would}`;
}

function firstText(release: string, stage: ImportStage): string {
  return stage === 'done'
    ? `global version ${release}, the newest of them`
    : `global version ${release}, the newest of them, would be chosen: gv has none`;
}

function homeText({ directory, file, asked }: HomePin): string {
  return printable(`${file} says ${asked} for all below ${directory}; the global version answers elsewhere`);
}

function leftText({ by, file, line, why }: LeftChoice): string {
  return printable(`global version of ${by} (${placeText(file, line)}) is not taken over: ${why}`);
}

/** The work of `gv import --undo`: a moved tree is gone, so that the toolchain stays. */
function backText({ steps, mode, troubles }: ImportResult): string {
  const isMoved =
    mode === 'move' && steps.some(({ kind, tree }) => kind === 'take' && !isStill(troubles, tree.path));
  return isMoved
    ? 'gv import --undo takes choices back, and keeps moved toolchains, whose other trees are gone'
    : 'gv import --undo takes this back';
}

/** Whether a tree that was to be moved is there still. */
function isStill(troubles: readonly TreeTrouble[], path: string): boolean {
  return troubles.some((trouble) => trouble.path === path && trouble.rest === undefined);
}

/** Managers of other languages, which a user may go on with. */
const OF_MANY: Readonly<Record<string, string>> = {
  asdf: 'asdf plugin remove golang',
  mise: 'mise unuse -g go',
};

function othersText(lines: ImportResult['lines']): readonly string[] {
  const names = [...new Set(lines.map(({ manager }) => manager))];
  return names.flatMap((name) => {
    const command = OF_MANY[name];
    return command === undefined ? [] : [`  Where ${name} stays for other languages: ${command}`];
  });
}

/** A tree that a move left aside, and its fate. */
export function asideText(step: AsideStep, { isDone }: { readonly isDone: boolean }): string {
  const { path, source, kind } = step;
  const left = `${path}, left of a move that was cut short, `;
  switch (kind) {
    case 'stay':
      return printable(`${left}stays: ${step.why}`);
    case 'remove':
      return printable(`${left}${isDone ? 'is removed' : 'would be removed'}`);
    case 'restore':
      return printable(`${left}${isDone ? 'is back' : 'would go back'} at ${source}`);
  }
}

function projectText(step: ProjectStep, stage: ImportStage): string {
  switch (step.kind) {
    case 'read':
      return printable(`${step.file}: gv reads it as it is`);
    case 'stay':
      return printable(`${placeText(step.file, step.line)} is not taken over: ${step.why}`);
    case 'write': {
      const { by, file, line, pin, into } = step;
      const verb = stage === 'done' ? 'written' : 'would be written';
      return printable(`pin ${pin}, of ${by} (${placeText(file, line)}), ${verb} to ${into}`);
    }
  }
}

const WISH: Readonly<Record<ImportMode, (what: string) => string>> = {
  copy: (what) => `copy ${what} into gv`,
  link: (what) => `share ${what} with its manager`,
  move: (what) =>
    `copy ${what} into gv and remove those trees, with their api, doc, misc and test (gv import --undo brings none back)`,
};

/** The meaning of a yes, in words; undefined where there is nothing to do. */
export function importWish({
  steps,
  mode,
  globals,
  first,
  projects,
  aside,
}: Pick<ImportResult, 'steps' | 'mode' | 'globals' | 'first' | 'projects' | 'aside'>): string | undefined {
  const labels = steps.flatMap((step) => (step.kind === 'take' ? [step.judgement.version.label] : []));
  const chosen =
    projects.filter(({ kind }) => kind === 'write').length + (globals.taken === undefined ? 0 : 1);
  const moves = aside.filter(({ kind }) => kind === 'remove').length;
  const parts = [
    ...(labels.length === 0 ? [] : [WISH[mode](`go ${labels.join(', ')}`)]),
    ...(moves === 0
      ? []
      : [`finish ${counted(moves, 'move')} that ${moves === 1 ? 'was' : 'were'} cut short`]),
    ...(first === undefined ? [] : [`make go ${first} the global version`]),
    ...(chosen === 0 ? [] : [`take ${counted(chosen, 'choice')} over`]),
  ];
  return parts.length === 0 ? undefined : parts.join(', and ');
}

/** The plan as text, so that a person sees what a yes means, and the question after it. */
export function importQuestion(planned: string, wish: string): string {
  return `${planned}\n${wish.replace(/^./, (first) => first.toUpperCase())}?`;
}

/** The result after a no. */
export const NOTHING_COPIED = 'nothing was changed\n';

function rowOf(step: ImportStep, result: ImportResult): readonly string[] {
  const { identity, by, path } = step.tree;
  const label = identity.kind === 'release' ? identity.version.label : '?';
  return [label, by, printable(path), fateOf(step, result)];
}

const DONE = { copy: 'copied', link: 'shared', move: 'moved' } as const satisfies Readonly<
  Record<ImportMode, string>
>;

function fateOf(step: ImportStep, { mode, stage, troubles }: ImportResult): string {
  if (step.kind === 'stay')
    return printable(`${step.isDoubt ? 'REFUSED' : 'left'}: ${step.brief ?? step.why}`);
  const left = step.left === 0 ? '' : `; ${step.left} ${step.left === 1 ? 'entry' : 'entries'} left behind`;
  const trouble = troubles.find(({ path }) => path === step.tree.path);
  if (trouble?.isPlaced === false) return printable(`FAILED: ${trouble.why}`);
  if (trouble?.rest !== undefined) return printable(`moved, but ${trouble.why}`);
  const verb = trouble !== undefined && mode === 'move' ? 'copied, and its tree stays' : DONE[mode];
  return `${stage === 'done' ? verb : `proven, would be ${verb}`}${left}`;
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
