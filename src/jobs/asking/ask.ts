import { dirname, join, resolve } from 'node:path';
import { LIMITS } from '../../core/limits.ts';
import { isLocal, parseModFile, parseWorkFile, type WorkFile } from '../../core/modules/mod-file.ts';
import { entryKind, readSmallOrNothing } from '../../io/disk/read.ts';
import type { Run } from '../../world.ts';
import type { Answers, AskRequest, ReadModule } from './answers.ts';
import { askCache, askLists, askMajors, askNews, askShadowed } from './ask-lists.ts';
import { asker, newNotes, noteFailure, type Ask, type AskContext, type Notes } from './asker.ts';
import { mainModule } from './place.ts';

/** Members of a workspace that are looked at. */
const MOST_MEMBERS = 50;

/** Asks go about the modules of a place: first what go.mod and go.work say, then in two lanes at a time what follows from them. Fails with `interrupted`. */
export async function askGo(run: Run, request: AskRequest): Promise<Answers> {
  const notes = newNotes();
  const ask = asker(run, request, notes);
  const work = await askWork(request, ask, notes);
  const copy = work === undefined ? undefined : await copyWork(request, work);
  if (copy !== undefined) notes.workCopy = copy;
  const mains = await askMains(request, { ask, notes, work });
  const isStuck = !request.readsSums || notes.refusals.some(({ kind }) => kind === 'malformed');
  const first = {
    asked: notes.asked,
    unknown: notes.unknown,
    late: notes.late,
    refusals: notes.refusals,
    work,
    mains,
  };
  if (isStuck) return { ...NOTHING_ASKED, ...first };
  const context = { ask, notes, mains };
  const [[failed, listed, graph], [modified, tidy]] = await Promise.all([
    askLists(request, context),
    askCache(request, context),
  ]);
  const shadowed = await askShadowed(context, listed);
  const news = request.isOnline ? await askNews(request, context) : [];
  const majors = request.isOnline ? await askMajors(context, listed) : [];
  return { ...first, failed, listed, graph, modified, tidy, news, majors, shadowed };
}

/** The answers where go cannot be asked. */
export const NOTHING_ASKED: Answers = {
  asked: [],
  unknown: [],
  late: [],
  refusals: [],
  work: undefined,
  mains: [],
  failed: [],
  listed: [],
  modified: [],
  tidy: [],
  graph: undefined,
  news: [],
  majors: [],
  shadowed: [],
};

async function askWork({ place }: AskRequest, ask: Ask, notes: Notes): Promise<WorkFile | undefined> {
  if (place.work === undefined) return undefined;
  const answer = await ask(['work', 'edit', '-json', place.work]);
  noteFailure(notes, answer);
  return parseWorkFile(answer.stdout);
}

/**
 * In a workspace go writes go.work.sum, with `-mod=readonly` too (cmd/go/internal/modload, WriteGoSum): go gets a copy that names the
 * directories from the root.
 */
function copyWork({ place, go }: AskRequest, { go: line, uses, replaces }: WorkFile): Promise<string> {
  const full = (path: string): string => JSON.stringify(resolve(place.root, path));
  const lines = [
    `go ${line === '' ? '1.18' : line}`,
    ...uses.map((use) => `use ${full(use)}`),
    ...replaces.map((each) => {
      const { old, by } = each;
      const to = isLocal(each) ? full(by.path) : `${by.path} ${by.version}`;
      return `replace ${old.path} ${old.version} => ${to}`;
    }),
  ];
  const sums = readSmallOrNothing(join(place.root, 'go.work.sum'), LIMITS.moduleFileBytes) ?? '';
  return go.layWork(`${lines.join('\n')}\n`, sums);
}

async function askMains(
  { place }: AskRequest,
  { ask, notes, work }: Pick<AskContext, 'ask' | 'notes'> & { readonly work: WorkFile | undefined },
): Promise<readonly ReadModule[]> {
  const members =
    place.work === undefined
      ? [place.here]
      : (work?.uses ?? []).slice(0, MOST_MEMBERS).flatMap((use) => {
          const file = join(resolve(dirname(place.work ?? ''), use), 'go.mod');
          return entryKind(file) === 'absent' ? [] : [mainModule(file, [])];
        });
  const mains: ReadModule[] = [];
  for (const main of members) {
    if (main === undefined) continue;
    const answer = await ask(['mod', 'edit', '-json', main.file]);
    noteFailure(notes, answer);
    mains.push({ ...main, mod: answer.asked.exit === 0 ? parseModFile(answer.stdout) : undefined });
  }
  return mains;
}
