import { delimiter, join } from 'node:path';
import type { Finding } from '../../core/choice/finding.ts';
import { shellWord } from '../../core/shells/quote.ts';
import { isExecutable } from '../../io/disk/access.ts';
import { entryKind, namesOrNothing } from '../../io/disk/read.ts';
import { isSamePlace } from '../../io/go/setting-facts.ts';
import { absoluteEntries } from '../../io/host/search-path.ts';
import { startUpFiles } from '../../io/host/start-up-files.ts';
import { entriesOf } from './gopath.ts';
import { valueOf, type Subject } from './subject.ts';

/** A program of `go install`, and the Go that built it. */
export interface Tool {
  readonly path: string;
  /** The path of its package main; null for a program without modules. */
  readonly package: string | null;
  /** The version of its main module: `v0.6.0`, `(devel)`; null without modules. */
  readonly version: string | null;
  /** As the toolchain names itself: `go1.22.5`. */
  readonly builtWith: string;
  /** The version that the module here asks for, where that is newer. */
  readonly needs?: string;
}

export interface Programs {
  /** The directory to which `go install` writes; empty where there is none. */
  readonly directory: string;
  readonly tools: readonly Tool[];
  /** The programs that were not read in time. */
  readonly unread: readonly string[];
}

/** The directory to which `go install` writes: GOBIN, else `bin` of the first GOPATH. */
export function installDirectory(subject: Subject): string {
  const [first = ''] = entriesOf(subject);
  return valueOf(subject, 'GOBIN') || (first === '' ? '' : join(first, 'bin'));
}

/** Reads which Go built each program of a directory, until `isLate` says that the time is up. */
export async function readPrograms(directory: string, isLate: () => boolean): Promise<Programs> {
  const paths = programsIn(directory);
  if (paths.length === 0) return { directory, tools: [], unread: [] };
  const { buildInfoOf } = await import('../../io/go/program-file.ts');
  const tools: Tool[] = [];
  for (const [index, path] of paths.entries()) {
    if (index >= MOST_PROGRAMS || isLate()) return { directory, tools, unread: paths.slice(index) };
    const info = buildInfoOf(path);
    if (info === undefined) continue;
    const { builtWith, module, package: main = null } = info;
    tools.push({ path, package: main, version: module?.version ?? null, builtWith });
  }
  return { directory, tools, unread: [] };
}

const MOST_PROGRAMS = 500;

function programsIn(directory: string): readonly string[] {
  if (directory === '') return [];
  return namesOrNothing(directory)
    .map((name) => join(directory, name))
    .filter((path) => isExecutable(path));
}

/** A finding where programs of `go install` lie in a directory that no shell looks into. */
export function directoryFinding(subject: Subject, { directory, tools }: Programs): readonly Finding[] {
  const { world } = subject;
  const [first] = tools;
  // With gobin-per-version the shims export another GOBIN, which `gv env --gobin` puts on PATH.
  const isPerVersion = entryKind(world.layout.gobinPerVersion) !== 'absent';
  if (first === undefined || isPerVersion) return [];
  if (absoluteEntries(world).some((entry) => isSamePlace(entry, directory))) return [];
  const count = `${tools.length} ${tools.length === 1 ? 'program' : 'programs'}`;
  const line = `export PATH="$PATH${delimiter}${directory}"`;
  const [file] = startUpFiles(world);
  const at = file === undefined ? "your shell's start-up file" : file;
  return [
    {
      code: 'gobin-not-on-path',
      level: 'advice',
      text: `${directory} holds ${count} of go install, and is not on PATH`,
      cure: /["$`\\]/.test(directory)
        ? `add ${shellWord(directory)} to PATH in ${at}`
        : `${line} belongs in ${at}`,
      undo: `take that line out of ${at}`,
      evidence: [{ what: 'programs', value: tools.length, how: 'measured', from: directory }],
    },
  ];
}

/** A finding where the time was up before all programs were read. */
export function unreadFinding({ directory, unread }: Programs): readonly Finding[] {
  if (unread.length === 0) return [];
  const text = `the time was up before ${unread.length} of the programs in ${directory} were read`;
  return [{ code: 'cut-short', level: 'note', text, cure: 'gv doctor env --timeout 60' }];
}
