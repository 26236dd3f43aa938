import { dirname, isAbsolute, join, resolve } from 'node:path';
import type { Finding } from '../../core/choice/finding.ts';
import { isInside } from '../../core/layout.ts';
import { isLocal, nameText, type Replacement } from '../../core/modules/mod-file.ts';
import { shellWord } from '../../core/shells/quote.ts';
import { entryKind } from '../../io/disk/read.ts';
import { realPlace } from '../../io/host/search-path.ts';
import {
  inDirectory,
  lineWith,
  listed,
  placeIn,
  placeText,
  repositoryOf,
  type ModulesContext,
} from './context.ts';

/** A replace line that counts here. */
interface Line {
  readonly replacement: Replacement;
  readonly file: string;
  readonly text: string;
  readonly kind: 'mod' | 'work';
}

/** Findings about replace lines with a directory: one that is not there, or that only this machine has. */
export function replaceFindings(context: ModulesContext): readonly Finding[] {
  return linesOf(context).flatMap((line) => {
    if (!isLocal(line.replacement)) return [];
    const directory = resolve(dirname(line.file), line.replacement.by.path);
    const isThere = entryKind(join(directory, 'go.mod')) !== 'absent';
    return isThere ? outside(context, line, directory) : [missing(context, line, directory)];
  });
}

function linesOf({ answers, place }: ModulesContext): readonly Line[] {
  const own = answers.mains.flatMap(({ mod, file, text }) =>
    (mod?.replaces ?? []).map((replacement) => ({ replacement, file, text, kind: 'mod' as const })),
  );
  const file = place.work ?? '';
  const ofWork = (answers.work?.replaces ?? []).map((replacement) => {
    return { replacement, file, text: place.workText, kind: 'work' as const };
  });
  return [...own, ...ofWork];
}

function describe({ replacement: { old, by }, file, text }: Line): {
  readonly place: string;
  readonly at: { readonly file: string; readonly line?: number };
  readonly words: string;
} {
  const line = lineWith(text, ['=>', old.path, old.version, by.path]);
  return {
    place: placeText(file, line),
    at: placeIn(file, line),
    words: `${nameText(old)} => ${by.path}`,
  };
}

/** The commands that take a replace line away and bring it back. */
function commands(
  context: ModulesContext,
  { replacement: { old, by }, file, kind }: Line,
): { readonly drop: string; readonly undo: string } {
  const typed = (words: string): string => inDirectory(context, dirname(file), `go ${kind} edit -${words}`);
  return {
    drop: typed(`dropreplace=${shellWord(nameText(old))}`),
    undo: typed(`replace=${shellWord(`${nameText(old)}=${by.path}`)}`),
  };
}

function missing(context: ModulesContext, line: Line, directory: string): Finding {
  const { place, at, words } = describe(line);
  const what = entryKind(directory) === 'absent' ? 'is not there' : 'has no go.mod';
  const { drop, undo } = commands(context, line);
  return {
    code: 'replace-local-missing',
    text: `${place} says replace ${words}, and ${directory} ${what}: go fails where a package of that module is needed`,
    cure: `${drop}, or check the module out there`,
    undo,
    at,
    evidence: [{ what: 'directory', value: directory, how: 'measured', from: place }],
  };
}

/** A workspace keeps such a path out of the repository. */
function outside(context: ModulesContext, line: Line, directory: string): readonly Finding[] {
  const top = repositoryOf(dirname(line.file));
  if (line.kind === 'work' || top === undefined || isInside(realPlace(top), realPlace(directory))) return [];
  const { place, at, words } = describe(line);
  const { by } = line.replacement;
  const { drop, undo } = commands(context, line);
  const isFirst = context.place.work === undefined;
  const target = isAbsolute(by.path) ? by.path : shellWord(by.path);
  const work = isFirst ? `go work init . ${target}` : `go work use ${target}`;
  const typed = inDirectory(context, dirname(line.file), work);
  const back = isFirst
    ? inDirectory(context, dirname(line.file), 'rm go.work')
    : inDirectory(context, dirname(line.file), `go work edit -dropuse=${target}`);
  return [
    {
      code: 'replace-outside-repo',
      level: 'advice',
      text: `${place} says replace ${words}, which is outside of the repository ${top}: a checkout elsewhere, and CI, will not have it`,
      cure: `${typed} && ${drop}; go.work stays out of the repository`,
      undo: `${undo} && ${back}`,
      at,
      evidence: [{ what: 'repository', value: top, how: 'read', from: top }],
    },
  ];
}

/** Notes about replace lines of dependencies, where the module that they replace is required here too: Go heeds those of main modules only. */
export function shadowedFindings(context: ModulesContext): readonly Finding[] {
  const { answers } = context;
  return answers.shadowed.flatMap(({ module, replaces }): readonly Finding[] => {
    const here = replaces.filter(({ old }) =>
      answers.listed.some(({ path, isReplaced }) => path === old.path && !isReplaced),
    );
    if (here.length === 0) return [];
    const names = listed(here.map(({ old, by }) => `${nameText(old)} => ${nameText(by)}`));
    return [
      {
        code: 'replace-shadowed',
        level: 'note',
        text: `${module.path} ${module.version} replaces ${names} in its own go.mod, which does not count here`,
        cure: 'nothing to do; where that module fails to build, the same replace line in the go.mod here helps',
        at: { file: module.file },
        evidence: here.map(({ old, by }) => ({
          what: 'replace',
          value: `${nameText(old)} => ${nameText(by)}`,
          how: 'read',
          from: module.file,
        })),
      },
    ];
  });
}
