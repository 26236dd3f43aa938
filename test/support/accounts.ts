import { readFileSync } from 'node:fs';
import { parseGroups } from '../../src/trust/groups.ts';
import { NO_OTHER_USER, NOBODY } from './shared-root.ts';

/** An account of this machine, by number. */
export interface TestAccount {
  readonly uid: number;
  readonly gid: number;
}

const PASSWD = readFileSync('/etc/passwd', 'utf8');
const GROUPS = parseGroups(PASSWD, readFileSync('/etc/group', 'utf8'));

/** Accounts beside root and nobody that are alone in their primary group, as Debian makes them (daemon, www-data …). */
const PRIVATE: readonly TestAccount[] = PASSWD.split('\n').flatMap((line) => {
  const [, , uid = '', gid = ''] = line.split(':');
  const group = GROUPS.get(Number(gid));
  const isAlone = group?.primaryOf.length === 1 && group.members.length === 0;
  return isAlone && Number(uid) > 0 && Number(uid) !== NOBODY ? [{ uid: Number(uid), gid: Number(gid) }] : [];
});

/** Two accounts with a group of their own each. */
export const [ALICE = { uid: 1, gid: 1 }, BOB = { uid: 2, gid: 2 }] = PRIVATE;

/** A group with two members or more: Debian's `nogroup` is the primary one of several accounts. */
export const SHARED_GROUP =
  [...GROUPS].find(([, { primaryOf, members }]) => primaryOf.length + members.length > 1)?.[0] ?? NOBODY;

/** Why no two such accounts can be had here; undefined where they can. */
export const NO_TWO_ACCOUNTS =
  NO_OTHER_USER ??
  (PRIVATE.length < 2 ? 'this machine has no two accounts with a group of their own' : undefined);

/** Before a command, to run it as an account; in these groups too. */
export function as({ uid, gid }: TestAccount, ...groups: readonly number[]): readonly string[] {
  const more = groups.length === 0 ? ['--clear-groups'] : [`--groups=${groups.join(',')}`];
  return ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, ...more, '--'];
}
