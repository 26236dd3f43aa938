import { readlinkSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isSystemError } from '../../errors.ts';
import { namesOrNothing } from '../disk/read.ts';
import { readUpTo } from '../machine/kernel-file.ts';

/** The program of a running process. */
export interface RunningProgram {
  /** Its path; undefined where this account may not see it. */
  readonly path: string | undefined;
  /** The last part of the path, else of the first word of its command line. */
  readonly name: string;
  /** True where another file, or none, is at that path now. */
  readonly isReplaced: boolean;
}

/** The directory of a running process, and variables of its environment. */
export interface Surroundings {
  /** Its current directory; undefined where this account may not see it. */
  readonly directory: string | undefined;
  /** Those of the asked variables that it was started with; undefined where this account may not see them. */
  readonly variables: Readonly<Record<string, string>> | undefined;
  /** True where the process sees other files than this one: in a container, in Flatpak or Snap. */
  readonly isElsewhere: boolean;
}

/** Linux's directory of processes, proc(5). */
export const PROC = '/proc';

/** The numbers of this account's processes, the lowest first. A process that hides from its own account belongs to root there. */
export function ownProcesses(proc: string): readonly number[] {
  const own = process.geteuid?.();
  return namesOrNothing(proc)
    .filter((name) => /^[1-9]\d*$/.test(name) && tried(() => statSync(join(proc, name)).uid) === own)
    .map(Number)
    .toSorted((a, b) => a - b);
}

/** The file of the program, which can be read also where it was deleted. */
export function programFile(proc: string, pid: number): string {
  return join(proc, String(pid), 'exe');
}

/** The program that a process runs; undefined for a process that has ended, and for a thread of the kernel. */
export function runningProgram(proc: string, pid: number): RunningProgram | undefined {
  const file = programFile(proc, pid);
  const link = tried(() => readlinkSync(file));
  if (link === GONE) return undefined;
  if (link === CLOSED) return { path: undefined, name: commandName(proc, pid), isReplaced: false };
  const isThere = isSameFile(file, link);
  // The kernel puts this behind the name of a file that was deleted; a name may end so by itself.
  const path = isThere ? link : link.replace(/ \(deleted\)$/, '');
  return { path, name: basename(path), isReplaced: !isThere && !isSameFile(file, path) };
}

function isSameFile(a: string, b: string): boolean {
  const [left, right] = [a, b].map((path) => tried(() => statSync(path)));
  return (
    typeof left === 'object' && typeof right === 'object' && left.ino === right.ino && left.dev === right.dev
  );
}

/** The command line can be read where the program cannot. */
function commandName(proc: string, pid: number): string {
  const words = tried(() => readUpTo(join(proc, String(pid), 'cmdline'), COMMAND_BYTES));
  return typeof words === 'string' ? basename(words.split('\0')[0] ?? '') : '';
}

function environmentOf(proc: string, pid: number): string | typeof GONE | typeof CLOSED {
  return tried(() => readUpTo(join(proc, String(pid), 'environ'), ENVIRONMENT_BYTES));
}

/** Those of the variables that a process was started with; undefined for a process that has ended, or where this account may not see them. */
export function variablesOf(
  proc: string,
  pid: number,
  names: readonly string[],
): Readonly<Record<string, string>> | undefined {
  const text = environmentOf(proc, pid);
  return typeof text === 'string' ? variablesIn(text, names) : undefined;
}

/** A process among others. */
export interface ProcessState {
  readonly parent: number;
  /** The number of its process group. */
  readonly group: number;
  /** When it began, in ticks: with its number, a name that no other process of this run of the system has. */
  readonly start: string;
  /** True where it has ended, and its parent has not asked how. */
  readonly isOver: boolean;
}

const STAT_BYTES = 4096;

/** Fields 3, 4, 5 and 22 of proc_pid_stat(5); undefined for a process that has ended. */
export function processState(proc: string, pid: number): ProcessState | undefined {
  const text = tried(() => readUpTo(join(proc, String(pid), 'stat'), STAT_BYTES));
  if (typeof text !== 'string') return undefined;
  // The name may hold blanks and brackets.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [state = '', parent, group] = fields;
  const start = fields[19];
  if (start === undefined) return undefined;
  return { parent: Number(parent), group: Number(group), start, isOver: state === 'Z' || state === 'X' };
}

/** Reads some variables of a process, and throws the others away; undefined for a process that has ended. */
export function surroundingsOf(
  proc: string,
  pid: number,
  names: readonly string[],
): Surroundings | undefined {
  const at = join(proc, String(pid));
  const text = environmentOf(proc, pid);
  const directory = tried(() => readlinkSync(join(at, 'cwd')));
  // A process that ended has an empty environment, and no directory.
  if (text === GONE || directory === GONE) return undefined;
  return {
    directory: directory === CLOSED ? undefined : directory,
    variables: text === CLOSED ? undefined : variablesIn(text, names),
    isElsewhere: ['root', 'ns/mnt'].some((link) => isOther(proc, at, link)),
  };
}

function isOther(proc: string, at: string, link: string): boolean {
  const [theirs, ours] = [at, join(proc, 'self')].map((place) =>
    tried(() => readlinkSync(join(place, link))),
  );
  return typeof theirs === 'string' && typeof ours === 'string' && theirs !== ours;
}

/** The first of two entries with one name counts, as for the C library and Go. */
function variablesIn(text: string, names: readonly string[]): Readonly<Record<string, string>> {
  const entries = text.split('\0');
  return Object.fromEntries(
    names.flatMap((name) => {
      const entry = entries.find((each) => each.startsWith(`${name}=`));
      return entry === undefined ? [] : [[name, entry.slice(name.length + 1)]];
    }),
  );
}

/** Linux starts no program with more than 6 MB of words and variables; few have more than this, and what is cut off counts as unset. */
const ENVIRONMENT_BYTES = 1024 * 1024;
const COMMAND_BYTES = 4096;

const GONE = Symbol('the process has ended');
const CLOSED = Symbol('not for this account');

/** A process may end at every moment, and another one take its number. */
function tried<T>(read: () => T): T | typeof GONE | typeof CLOSED {
  try {
    return read();
  } catch (error) {
    if (isSystemError(error, 'ENOENT', 'ESRCH', 'ENOTDIR')) return GONE;
    if (isSystemError(error, 'EACCES', 'EPERM', 'ELOOP', 'ENAMETOOLONG', 'EIO')) return CLOSED;
    throw error;
  }
}
