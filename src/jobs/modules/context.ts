import { dirname, join } from 'node:path';
import type { ModFile } from '../../core/modules/mod-file.ts';
import { shellWord } from '../../core/shells/quote.ts';
import { entryKind } from '../../io/disk/read.ts';
import type { Answers, ReadModule } from '../asking/answers.ts';
import type { ModulePlace } from '../asking/place.ts';
import type { Subject } from '../environment/subject.ts';

/** Everything that the findings about modules rest on. */
export interface ModulesContext {
  readonly subject: Subject;
  readonly place: ModulePlace;
  readonly answers: Answers;
  /** The user's module cache; empty where none is known. */
  readonly cache: string;
  /** The directory in which the user types. */
  readonly typedIn: string;
  readonly isOnline: boolean;
}

/** A command for a directory, as the user types it in another one. */
export function inDirectory(
  { typedIn }: Pick<ModulesContext, 'typedIn'>,
  directory: string,
  command: string,
): string {
  return nearestWith(typedIn, 'go.mod') === directory
    ? command
    : `(cd ${shellWord(directory)} && ${command})`;
}

const REPOSITORIES = ['.git', '.hg', '.svn', '.jj', '.bzr'];

/** The top of the repository that a directory lies in; undefined where there is none. */
export function repositoryOf(directory: string): string | undefined {
  return REPOSITORIES.map((name) => nearestWith(directory, name)).find((found) => found !== undefined);
}

function nearestWith(directory: string, name: string): string | undefined {
  if (directory === '') return undefined;
  for (let at = directory; ; at = dirname(at)) {
    if (entryKind(join(at, name)) !== 'absent') return at;
    if (at === dirname(at)) return undefined;
  }
}

/** The undo of a command that writes go.mod and go.sum anew. */
export function filesAgain(context: ModulesContext, directory: string): string {
  return repositoryOf(directory) === undefined
    ? `keep copies of go.mod and go.sum in ${directory} before`
    : `${inDirectory(context, directory, 'git restore go.mod go.sum')}, where they were committed`;
}

/** The first line of a text, counted from 1, that has all these words; undefined without. */
export function lineWith(text: string, words: readonly string[]): number | undefined {
  const wanted = words.filter((word) => word !== '');
  const at = text.split('\n').findIndex((line) => {
    const found = line.replace(/\/\/.*$/, '').split(/[\s"`]+/);
    return wanted.every((word) => found.includes(word));
  });
  return at < 0 ? undefined : at + 1;
}

/** A place in a file for a finding; without the line where none is known. */
export function placeIn(
  file: string,
  line: number | undefined,
): { readonly file: string; readonly line?: number } {
  return line === undefined ? { file } : { file, line };
}

/** `/x/go.mod:7`, for the start of a sentence. */
export function placeText(file: string, line: number | undefined): string {
  return line === undefined ? file : `${file}:${line}`;
}

/** A module that is required here, in the version that the build takes. */
export interface RequiredModule {
  readonly path: string;
  readonly version: string;
  readonly isDirect: boolean;
}

/** The modules of the build, by the go command; where that could not tell, the requirements of go.mod. */
export function requiredModules({ answers }: Pick<ModulesContext, 'answers'>): readonly RequiredModule[] {
  const direct = new Set(
    requirementsOf(answers.mains)
      .filter((each) => each.isDirect)
      .map(({ path }) => path),
  );
  const listed = answers.listed.filter((each) => !each.isMain && each.version !== '');
  const found = listed.length > 0 ? listed : requirementsOf(answers.mains);
  return found.map(({ path, version }) => ({ path, version, isDirect: direct.has(path) }));
}

function requirementsOf(mains: readonly ReadModule[]): ModFile['requires'] {
  return mains.flatMap(({ mod }) => mod?.requires ?? []);
}

/** The main module that requires a path, and the place of the line; undefined where none does directly. */
export function requirementOf(
  { answers }: Pick<ModulesContext, 'answers'>,
  path: string,
): { readonly main: ReadModule; readonly line: number | undefined } | undefined {
  const main = answers.mains.find(({ mod }) => mod?.requires.some((each) => each.path === path));
  const version = main?.mod?.requires.find((each) => each.path === path)?.version ?? '';
  return main === undefined ? undefined : { main, line: lineWith(main.text, [path, version]) };
}

/** Names in a sentence, at most this many. */
const MOST_NAMES = 5;

/** `a, b, c and 4 more` */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES).join(', ');
  return names.length > MOST_NAMES ? `${shown} and ${names.length - MOST_NAMES} more` : shown;
}
