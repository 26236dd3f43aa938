import type { Finding } from '../../core/choice/finding.ts';
import { nameText } from '../../core/modules/mod-file.ts';
import type { ModulesReport, UnknownPart } from '../../core/modules/report.ts';
import { isIncompatible, pseudoTime } from '../../core/modules/versions.ts';
import { isDiskFailure } from '../../errors.ts';
import { cacheDirectory } from '../../io/go/module-cache.ts';
import { goPlace } from '../../io/modules/go-place.ts';
import type { Installed } from '../../io/store/toolchains.ts';
import type { Run } from '../../world.ts';
import type { Answers } from '../asking/answers.ts';
import { askGo, NOTHING_ASKED } from '../asking/ask.ts';
import { modulePlace, type ModulePlace } from '../asking/place.ts';
import { subjectOf, valueOf, type Subject, type SubjectGo } from '../environment/subject.ts';
import { cacheFindings, cycleFindings, cyclesOf } from './cache-findings.ts';
import { requiredModules, type ModulesContext } from './context.ts';
import { missingSumFindings } from './missing-sums.ts';
import { newsFindings } from './news.ts';
import { privateFindings, readPrivate } from './private.ts';
import { replaceFindings, shadowedFindings } from './replaces.ts';
import { readSums, sumFilesOf, sumFindings, sumReport, type ReadSums } from './sums.ts';
import { diffLines, MOST_DIFF_LINES, tidyFindings } from './tidy.ts';
import { versionFindings } from './versions.ts';
import { workFindings } from './work.ts';

export interface ModulesRequest {
  /** The Go that runs in the directory, with its program; the program is undefined where none can be started. */
  readonly go: SubjectGo & { readonly program: string | undefined };
  readonly installed: readonly Installed[];
  /** The directory in which the user types; the run's own is the one that is looked at. */
  readonly typedIn: string;
  readonly isOnline: boolean;
  readonly wantsGraph: boolean;
  /** Milliseconds until what is left is cut off. */
  readonly left: () => number;
}

/** The modules as they are, and the findings by subject, in words that can stand behind "fine:". */
export interface Modules {
  readonly report: ModulesReport;
  readonly checks: readonly { readonly what: string; readonly found: readonly Finding[] }[];
}

/**
 * Looks at the module or workspace of the run's directory. The go that runs there is asked, without a server unless `isOnline`; it
 * writes nothing of the user's. Fails with `bad-config` for a GOWORK that go refuses, and with `interrupted`.
 */
export async function readModules(run: Run, request: ModulesRequest): Promise<Modules> {
  const subject = subjectOf(run, request.go, request.installed);
  const place = modulePlace(subject);
  if (place === undefined) return { report: EMPTY, checks: [] };
  const setting = (name: string): string => valueOf(subject, name);
  const cache = cacheDirectory(run, setting) ?? '';
  const answers = await askedIn(run, request, { subject, place, cache });
  const { typedIn, isOnline } = request;
  const context: ModulesContext = { subject, place, answers, cache, typedIn, isOnline };
  const sums = sumFilesOf(context).map((file) => readSums(file, cache));
  const closed = await readPrivate(run, context);
  const cycles = cyclesOf(context);
  return {
    report: {
      ...reportOf(context, sums),
      private: closed.prefixes,
      ...(cycles === undefined ? {} : { cycles }),
    },
    checks: [
      { what: 'go.mod', found: [...tidyFindings(context), ...workFindings(context)] },
      { what: 'replace lines', found: [...replaceFindings(context), ...shadowedFindings(context)] },
      { what: 'go.sum and the module cache', found: cacheChecks(context, sums) },
      { what: 'versions', found: [...versionFindings(context), ...newsFindings(context)] },
      { what: 'private modules', found: privateFindings(context, closed) },
      ...(cycles === undefined ? [] : [{ what: 'circles of modules', found: cycleFindings(cycles) }]),
      ...lateCheck(answers),
    ],
  };
}

function cacheChecks(context: ModulesContext, sums: readonly ReadSums[]): readonly Finding[] {
  return [...sumFindings(context, sums), ...missingSumFindings(context, sums), ...cacheFindings(context)];
}

function lateCheck({ late }: Answers): Modules['checks'] {
  const [first] = late;
  if (first === undefined) return [];
  const text = `the time was up before ${late.length === 1 ? first : `${late.length} commands, such as ${first},`} had answered`;
  return [
    {
      what: 'the time',
      found: [{ code: 'cut-short', level: 'note', text, cure: 'gv doctor modules --timeout 300' }],
    },
  ];
}

interface AskContext {
  readonly subject: Subject;
  readonly place: ModulePlace;
  readonly cache: string;
}

async function askedIn(
  run: Run,
  request: ModulesRequest,
  { subject, place, cache }: AskContext,
): Promise<Answers> {
  const { go, isOnline, wantsGraph, left } = request;
  if (go.program === undefined) return withUnknown('go', 'no Go answers here');
  const sums = sumFilesOf({ place, answers: NOTHING_ASKED }).map((file) => readSums(file, ''));
  try {
    await using quiet = await goPlace(run, {
      setting: (name) => valueOf(subject, name),
      flags: place.flags,
      moduleCache: cache,
      work: place.work,
      sums: sums.flatMap(({ lines }) => lines),
    });
    return await askGo(run, {
      program: go.program,
      version: go.version,
      place,
      go: quiet,
      readsSums: sums.every(({ unreadable }) => unreadable === undefined),
      isOnline,
      wantsGraph,
      left,
    });
  } catch (error) {
    if (isDiskFailure(error)) return withUnknown('go', error.message);
    throw error;
  }
}

function withUnknown(what: string, why: string): Answers {
  return { ...NOTHING_ASKED, unknown: [{ what, why }] };
}

const EMPTY: ModulesReport = {
  module: null,
  go: null,
  toolchain: null,
  work: null,
  by: null,
  asked: [],
  unknown: [],
  replaces: [],
  excludes: [],
  incompatible: [],
  pseudo: [],
  private: [],
  sum: { lines: 0, notInCache: 0, differs: [] },
  tidy: { clean: null, lines: 0, diff: [] },
};

function reportOf(context: ModulesContext, sums: readonly ReadSums[]): ModulesReport {
  const { answers, place, subject } = context;
  const mods = answers.mains.flatMap(({ mod }) => mod ?? []);
  const [first] = mods;
  const required = requiredModules(context);
  const lines = diffLines(context);
  const isTold = answers.tidy.length > 0 && answers.tidy.every(({ diff }) => diff !== undefined);
  return {
    ...EMPTY,
    module: first?.module ?? moduleLine(place),
    go: first?.go || null,
    toolchain: first?.toolchain || null,
    work: place.work ?? null,
    by: answers.asked.length === 0 ? null : (subject.version ?? null),
    asked: answers.asked,
    unknown: [...answers.unknown, ...tooLarge(sums)],
    replaces: [...mods, ...(answers.work === undefined ? [] : [answers.work])].flatMap(({ replaces }) =>
      replaces.map(({ old, by }) => ({ module: nameText(old), by: nameText(by) })),
    ),
    excludes: mods.flatMap(({ excludes }) => excludes.map(nameText)),
    incompatible: required.filter(({ version }) => isIncompatible(version)).map(nameText),
    pseudo: required.filter(({ version }) => pseudoTime(version) !== undefined).map(nameText),
    sum: sumReport(sums),
    tidy: {
      clean: lines.length > 0 ? false : isTold ? true : null,
      lines: lines.length,
      diff: lines.slice(0, MOST_DIFF_LINES),
    },
  };
}

/** The path on the module line, for a report without a go that could read the file. */
function moduleLine({ here }: ModulePlace): string | null {
  return /^module[ \t]+"?([^\s"]+)/m.exec(here?.text ?? '')?.[1] ?? null;
}

function tooLarge(sums: readonly ReadSums[]): readonly UnknownPart[] {
  return sums.flatMap(({ file, tooLarge: bytes }) => {
    return bytes === undefined
      ? []
      : [{ what: file, why: `the file has ${bytes} bytes, and gv reads 1 MiB` }];
  });
}
