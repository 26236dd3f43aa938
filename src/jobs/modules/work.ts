import { dirname, join, relative, resolve } from 'node:path';
import type { Finding } from '../../core/choice/finding.ts';
import { shellWord } from '../../core/shells/quote.ts';
import { compareText } from '../../core/version.ts';
import { entryKind } from '../../io/disk/read.ts';
import { lineWith, placeIn, placeText, type ModulesContext } from './context.ts';

/** Findings about a go.work that no longer fits its modules. */
export function workFindings(context: ModulesContext): readonly Finding[] {
  const { work } = context.place;
  if (work === undefined || context.answers.work === undefined) return [];
  return [...goneMembers(context, work), ...lowGoLine(context, work), ...stranger(context, work)];
}

/** go work edit and use work on the go.work above the directory in which they run. */
function inWork(work: string, command: string): string {
  return `(cd ${shellWord(dirname(work))} && ${command})`;
}

function goneMembers({ answers, place }: ModulesContext, work: string): readonly Finding[] {
  return (answers.work?.uses ?? []).flatMap((use): readonly Finding[] => {
    const directory = resolve(dirname(work), use);
    if (entryKind(join(directory, 'go.mod')) !== 'absent') return [];
    const line = lineWith(place.workText, [use]);
    return [
      {
        code: 'work-drift',
        level: 'problem',
        text: `${placeText(work, line)} uses ${use}, and ${directory} has no go.mod: go refuses every command in this workspace`,
        cure: inWork(work, `go work edit -dropuse=${shellWord(use)}`),
        undo: inWork(work, `go work edit -use=${shellWord(use)}`),
        at: placeIn(work, line),
        evidence: [{ what: 'use', value: use, how: 'read', from: placeText(work, line) }],
      },
    ];
  });
}

function lowGoLine({ answers, place }: ModulesContext, work: string): readonly Finding[] {
  const own = answers.work?.go ?? '';
  const highest = answers.mains.toSorted((a, b) => compareText(a.mod?.go ?? '', b.mod?.go ?? '')).at(-1);
  const asked = highest?.mod?.go ?? '';
  if (own === '' || highest === undefined || compareText(asked, own) <= 0) return [];
  const line = lineWith(place.workText, ['go', own]);
  return [
    {
      code: 'work-drift',
      // Since 1.21 go refuses; an older go reads the line as a number of its own.
      level: compareText(asked, '1.21') >= 0 ? 'problem' : 'advice',
      text: `${placeText(work, line)} says go ${own}, and ${highest.file} asks for go ${asked}`,
      cure: inWork(work, 'go work use'),
      undo: inWork(work, `go work edit -go=${shellWord(own)}`),
      at: placeIn(work, line),
      evidence: [{ what: 'go line', value: asked, how: 'read', from: highest.file }],
    },
  ];
}

/** A module below a go.work that does not name it: `go build ./...` there builds nothing. */
function stranger({ answers, place }: ModulesContext, work: string): readonly Finding[] {
  const { here } = place;
  if (here === undefined || answers.mains.some(({ directory }) => directory === here.directory)) return [];
  const use = `./${relative(dirname(work), here.directory)}`;
  return [
    {
      code: 'work-drift',
      level: 'advice',
      text: `${work} does not use ${use}: go builds nothing of ${here.file} here`,
      cure: inWork(work, `go work use ${shellWord(use)}`),
      undo: inWork(work, `go work edit -dropuse=${shellWord(use)}`),
      at: { file: work },
      evidence: [{ what: 'module', value: here.file, how: 'read', from: here.file }],
    },
  ];
}
