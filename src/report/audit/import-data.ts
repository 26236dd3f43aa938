import type { AsideStep, ImportStep, TreeTrouble } from '../../core/foreign/import-plan.ts';
import type { ProjectStep } from '../../core/foreign/other-choice.ts';
import type { ImportResult } from './import-text.ts';

/** An import as JSON (docs/schemas/import.json). */
export function importData(result: ImportResult): object {
  const { steps, mode, globals, first, projects, aside, troubles, lines, shell, stage } = result;
  return {
    imported: stage === 'done',
    mode,
    trees: steps.map((step) => stepData(step, troubles)),
    global: globals.taken ?? null,
    first: first ?? null,
    globalsLeft: globals.left,
    moves: aside.map(moveData),
    projects: projects.map(projectData),
    lines: lines.map(({ manager, file, line }) => ({ manager, file, line })),
    newShell: shell === undefined ? null : { shell: shell.shell, go: shell.go ?? null },
  };
}

function stepData(step: ImportStep, troubles: readonly TreeTrouble[]): object {
  const { identity, by, path } = step.tree;
  return {
    version: identity.kind === 'release' ? identity.version.label : null,
    by,
    path,
    step: step.kind === 'take' ? 'take' : step.isDoubt ? 'refuse' : 'leave',
    why: step.kind === 'stay' ? step.why : null,
    leftBehind: step.kind === 'take' ? step.left : null,
    trouble: troubles.find((trouble) => trouble.path === path)?.why ?? null,
  };
}

function projectData(step: ProjectStep): object {
  return {
    by: step.by,
    file: step.file,
    line: step.kind === 'read' ? null : step.line,
    step: step.kind,
    pin: step.kind === 'write' ? step.pin : null,
    into: step.kind === 'write' ? step.into : null,
    why: step.kind === 'stay' ? step.why : null,
  };
}

/** A tree that a move left aside, as JSON. */
export function moveData(step: AsideStep): object {
  const { path, source, kind } = step;
  return { path, source, step: kind, why: step.kind === 'stay' ? step.why : null };
}
