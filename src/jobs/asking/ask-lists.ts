import { LIMITS } from '../../core/limits.ts';
import { graphReader, type ModuleGraph } from '../../core/modules/graph.ts';
import {
  failedPackage,
  listedModule,
  type FailedPackage,
  type ListedModule,
} from '../../core/modules/listed.ts';
import { parseModFile } from '../../core/modules/mod-file.ts';
import { isIncompatible, majorOf } from '../../core/modules/versions.ts';
import { readSmallOrNothing } from '../../io/disk/read.ts';
import type { AskRequest, ShadowedReplaces, TidyAnswer } from './answers.ts';
import { askObjects, isBefore, noteFailure, type Ask, type AskContext, type Notes } from './asker.ts';

/** Asks which packages cannot be loaded, which modules there are, and who requires whom. */
export async function askLists(
  request: AskRequest,
  { ask, notes, mains }: AskContext,
): Promise<readonly [readonly FailedPackage[], readonly ListedModule[], ModuleGraph | undefined]> {
  const { place } = request;
  const failed: FailedPackage[] = [];
  const fields = isBefore(request, '1.19') ? '-json' : '-json=ImportPath,Module,Error';
  const patterns = place.work === undefined ? ['./...'] : mains.map(({ directory }) => `${directory}/...`);
  const mode = place.isVendored ? 'vendor' : 'readonly';
  const packages = await askObjects(ask, ['list', `-mod=${mode}`, '-deps', '-e', fields, ...patterns], {
    ...(place.isVendored ? { atWork: true } : {}),
    take: (record) => failed.push(...[failedPackage(record)].flatMap((each) => each ?? [])),
  });
  noteFailure(notes, packages);
  const listed: ListedModule[] = [];
  const modules = await askObjects(ask, ['list', '-mod=readonly', '-m', '-e', '-json', 'all'], {
    take: (record) => listed.push(listedModule(record)),
  });
  noteFailure(notes, modules);
  return [failed, listed, wantsGraph(request) ? await askGraph(ask, notes) : undefined];
}

function wantsGraph(request: AskRequest): boolean {
  return request.wantsGraph && !isBefore(request, FIRST_READ_ONLY);
}

async function askGraph(ask: Ask, notes: Notes): Promise<ModuleGraph | undefined> {
  const reader = graphReader();
  const answer = await ask(['mod', 'graph'], { onText: reader.add });
  noteFailure(notes, answer);
  return answer.asked.exit === 0 ? reader.graph() : undefined;
}

/** The first Go whose `go mod verify` and `go mod graph` leave go.mod as it is (go.dev/doc/go1.16). */
const FIRST_READ_ONLY = '1.16';

/** Asks whether the module cache is as it was downloaded, and what `go mod tidy` would change. */
export async function askCache(
  request: AskRequest,
  { ask, notes, mains }: AskContext,
): Promise<readonly [readonly string[], readonly TidyAnswer[]]> {
  if (isBefore(request, FIRST_READ_ONLY)) {
    const why = `before ${FIRST_READ_ONLY} these commands may write go.mod`;
    notes.unknown.push({ what: 'go mod verify, go mod graph', why });
    return [[], []];
  }
  const verified = await ask(['mod', 'verify']);
  const modified = `${verified.stdout}\n${verified.stderr}`
    .split('\n')
    .filter((line) => / (?:zip|dir) has been modified \(/.test(line));
  if (modified.length === 0) noteFailure(notes, verified);
  if (isBefore(request, '1.23')) {
    const why = `go ${request.version ?? ''} has no such flag, which came with 1.23`;
    notes.unknown.push({ what: 'go mod tidy -diff', why });
    return [modified, []];
  }
  const tidy: TidyAnswer[] = [];
  for (const module of mains) {
    const answer = await ask(['mod', 'tidy', '-diff'], { cwd: module.directory });
    const isDiff = answer.asked.exit === 0 || answer.stdout.startsWith('diff ');
    if (!isDiff) noteFailure(notes, answer);
    tidy.push({ module, diff: isDiff ? answer.stdout : undefined });
  }
  return [modified, tidy];
}

/** Asks, with the user's settings, which versions were taken back, and which are newer. */
export async function askNews(
  request: AskRequest,
  { ask, notes }: AskContext,
): Promise<readonly ListedModule[]> {
  const flags = isBefore(request, '1.16') ? ['-u'] : ['-u', '-retracted'];
  const news: ListedModule[] = [];
  const open: string[] = [];
  const answer = await askObjects(ask, ['list', '-mod=readonly', '-m', ...flags, '-e', '-json', 'all'], {
    isOnline: true,
    take: (record) => {
      const module = listedModule(record);
      if (record['Error'] !== undefined) open.push(module.path);
      news.push(module);
    },
  });
  noteFailure(notes, answer);
  const [first] = open;
  const why = `of ${first ?? ''}${open.length > 1 ? ` and ${open.length - 1} more` : ''} no server would tell`;
  if (first !== undefined) notes.unknown.push({ what: 'newer and retracted versions', why });
  return news;
}

/** Modules that are looked up as the next major version of others. */
const MOST_MAJORS = 10;

/** Asks whether modules with `+incompatible` versions have one with a major version in its path. */
export async function askMajors(
  { ask, notes }: AskContext,
  listed: readonly ListedModule[],
): Promise<readonly ListedModule[]> {
  const names = listed
    .filter(({ version }) => isIncompatible(version))
    .slice(0, MOST_MAJORS)
    .flatMap(({ path, version }) => [0, 1].map((more) => `${path}/v${majorOf(version) + more}@latest`));
  if (names.length === 0) return [];
  const majors: ListedModule[] = [];
  const answer = await askObjects(ask, ['list', '-mod=readonly', '-m', '-e', '-json', ...names], {
    isOnline: true,
    take: (record) => {
      if (record['Error'] === undefined) majors.push(listedModule(record));
    },
  });
  noteFailure(notes, answer);
  return majors;
}

/** Dependencies whose replace lines are read. */
const MOST_SHADOWED = 10;

/** Asks for the replace lines of dependencies: those whose go.mod has the word at the start of a line. */
export async function askShadowed(
  { ask }: AskContext,
  listed: readonly ListedModule[],
): Promise<readonly ShadowedReplaces[]> {
  const found = listed.filter(({ isMain, isReplaced, file }) => {
    const text =
      isMain || isReplaced || file === '' ? undefined : readSmallOrNothing(file, LIMITS.moduleFileBytes);
    return text !== undefined && /^[ \t]*replace\b/m.test(text);
  });
  const shadowed: ShadowedReplaces[] = [];
  for (const module of found.slice(0, MOST_SHADOWED)) {
    const { stdout } = await ask(['mod', 'edit', '-json', module.file]);
    const replaces = parseModFile(stdout)?.replaces ?? [];
    if (replaces.length > 0) shadowed.push({ module, replaces });
  }
  return shadowed;
}
