import type { Groups } from './groups.ts';

/** Facts of one entry of a path, links not followed. */
export interface EntryFacts {
  readonly path: string;
  readonly kind: 'file' | 'directory' | 'link' | 'other';
  readonly uid: number;
  readonly gid: number;
  /** Permission bits, with those of chmod(1)'s first octal digit. */
  readonly mode: number;
  /** False on a file system where chmod changes nothing: the modes it shows say nothing of who may write. */
  readonly keepsMode: boolean;
}

/** The account that gv runs as. */
export interface Account {
  /** The effective one. */
  readonly uid: number;
  /** Groups that it is in now. */
  readonly gids: readonly number[];
  /** The groups of this machine's files. */
  readonly groups: Groups;
}

/** Another account that may change what lies at a path. */
export interface OtherWriter {
  readonly path: string;
  readonly who: 'owner' | 'everybody' | 'group';
  /** The owner or the group, by number. */
  readonly id: number;
  /** Name of the group, where the machine has one. */
  readonly name: string | undefined;
}

const STICKY = 0o1000;

/**
 * Another writer of an entry, besides the account and root: another owner, who can always take the right, every account, or
 * a group with other members. Undefined without one; a link has no mode of its own.
 */
export function otherWriter(entry: EntryFacts, account: Account): OtherWriter | undefined {
  const { path, kind, uid, gid, mode, keepsMode } = entry;
  if (!isOurs(uid, account)) return { path, who: 'owner', id: uid, name: undefined };
  if (kind === 'link' || !keepsMode) return undefined;
  if ((mode & 0o002) !== 0) return { path, who: 'everybody', id: gid, name: undefined };
  if ((mode & 0o020) === 0 || isPrivate(gid, account)) return undefined;
  return { path, who: 'group', id: gid, name: account.groups.get(gid)?.name };
}

/**
 * The first other writer on a path. The path is given as every directory, link and file on the way, from `/`
 * on: an account that may write a directory may put another entry in the place of the next one, unless the directory is sticky,
 * where only the entry's owner may, who is judged with the entry.
 */
export function otherWriterOnPath(entries: readonly EntryFacts[], account: Account): OtherWriter | undefined {
  for (const entry of entries) {
    const writer = otherWriter(entry, account);
    const isSticky = entry.kind === 'directory' && (entry.mode & STICKY) !== 0;
    if (writer !== undefined && (writer.who === 'owner' || !isSticky)) return writer;
  }
  return undefined;
}

/** root may change everything anyway. */
function isOurs(uid: number, account: Account): boolean {
  return uid === 0 || uid === account.uid;
}

/**
 * True for a group whose only members are the account or root, and is the primary group of one of them, as Debian and
 * Fedora make one for each user. A process that is in a group which does not list its account shows that the machine's
 * files do not tell all: OpenShift's group 0, or a directory service.
 */
function isPrivate(gid: number, account: Account): boolean {
  const group = account.groups.get(gid);
  if (group === undefined || group.primaryOf.length === 0) return false;
  const members = [...group.primaryOf, ...group.members];
  if (!members.every((uid) => uid !== undefined && isOurs(uid, account))) return false;
  return !account.gids.includes(gid) || members.includes(account.uid);
}

/** The right of a writer, as a clause: `all accounts may write /opt/gv`. */
export function writerText({ path, who, id, name }: OtherWriter): string {
  switch (who) {
    case 'owner':
      return `${path} belongs to user ${id}`;
    case 'everybody':
      return `all accounts may write ${path}`;
    case 'group':
      return `group ${name ?? id} may write ${path}`;
  }
}
