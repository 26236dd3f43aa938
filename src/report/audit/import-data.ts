import type { ImportStep } from '../../core/foreign/import-plan.ts';
import type { ProjectStep } from '../../core/foreign/other-choice.ts';
import type { ImportResult } from './import-text.ts';

/** An import as JSON (docs/schemas/import.json). */
export function importData({ steps, mode, global, projects, lines, shell, stage }: ImportResult): object {
  return {
    imported: stage === 'done',
    mode,
    trees: steps.map(stepData),
    global: global ?? null,
    projects: projects.map(projectData),
    lines: lines.map(({ manager, file, line }) => ({ manager, file, line })),
    newShell: shell === undefined ? null : { shell: shell.shell, go: shell.go ?? null },
  };
}

function stepData(step: ImportStep): object {
  const { identity, by, path } = step.tree;
  return {
    version: identity.kind === 'release' ? identity.version.label : null,
    by,
    path,
    step: step.kind === 'take' ? 'take' : step.isDoubt ? 'refuse' : 'leave',
    why: step.kind === 'stay' ? step.why : null,
    leftBehind: step.kind === 'take' ? step.left : null,
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
