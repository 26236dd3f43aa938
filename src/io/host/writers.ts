import { dirname } from 'node:path';
import { isDiskFailure } from '../../errors.ts';
import { parseGroups } from '../../trust/groups.ts';
import { type Account, otherWriter, otherWriterOnPath, type OtherWriter } from '../../trust/writers.ts';
import { deviceWithoutModes, entriesOf, type PlacedEntry } from '../disk/access.ts';
import { readSmall } from '../disk/read.ts';

/**
 * Another account that may change the content at an absolute path: the file, or any directory or link on the way to it.
 * Undefined where only this account and root may. Ask before reading the file: the content cannot change in between then.
 */
export function writerOf(path: string): OtherWriter | undefined {
  const [entries, account] = [entriesOf(path), accountHere()];
  const found = otherWriterOnPath(entries, account);
  if (found === undefined || found.who === 'owner') return found;
  return otherWriterOnPath(withoutModes(entries, dirname(entries.at(-1)?.path ?? path)), account);
}

/** Another account that may write the file to which a path leads, by the file's owner and mode alone, with the place of the file. Undefined without one. */
export function fileWriterOf(
  path: string,
): { readonly file: string; readonly writer: OtherWriter } | undefined {
  const last = entriesOf(path).at(-1);
  if (last?.kind !== 'file') return undefined;
  const [writer] = writersOf([last], dirname(last.path));
  return writer === undefined ? undefined : { file: last.path, writer };
}

/**
 * As `writerOf`, without a trial in a directory of others: on a file system that keeps no modes all accounts count as writers.
 */
export function untriedWriterOf(path: string): OtherWriter | undefined {
  return otherWriterOnPath(entriesOf(path), accountHere());
}

/** As `writersOf`, likewise without a trial. */
export function untriedWritersOf(entries: readonly PlacedEntry[]): readonly OtherWriter[] {
  const account = accountHere();
  return entries.flatMap((entry) => otherWriter(entry, account) ?? []);
}

/** The entries that another account may write, with that account. `place` is a directory on their file system, for a trial. */
export function writersOf(entries: readonly PlacedEntry[], place: string): readonly OtherWriter[] {
  const account = accountHere();
  const found = entries.filter((entry) => otherWriter(entry, account) !== undefined);
  return found.length === 0
    ? []
    : withoutModes(found, place).flatMap((entry) => otherWriter(entry, account) ?? []);
}

/** Marks the entries on a file system where modes mean nothing; gv tries chmod in `place`, and the result holds for its file system. */
function withoutModes(entries: readonly PlacedEntry[], place: string): readonly PlacedEntry[] {
  const device = deviceWithoutModes(place);
  return entries.map((entry) => (entry.device === device ? { ...entry, keepsMode: false } : entry));
}

/** Room for the accounts of a university. */
const ACCOUNT_BYTES = 4 * 1024 * 1024;

/** The account of this process. A machine whose files cannot be read has no groups that are known. */
function accountHere(): Account {
  const uid = process.geteuid?.() ?? 0;
  const gids = [process.getegid?.() ?? 0, ...(process.getgroups?.() ?? [])];
  return { uid, gids, groups: readGroups() };
}

function readGroups(): Account['groups'] {
  try {
    const [passwd = '', group = ''] = ['/etc/passwd', '/etc/group'].map((path) =>
      readSmall(path, ACCOUNT_BYTES),
    );
    return parseGroups(passwd, group);
  } catch (error) {
    if (isDiskFailure(error)) return new Map();
    throw error;
  }
}
