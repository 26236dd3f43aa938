/** A group as /etc/passwd and /etc/group have it. */
export interface Group {
  readonly name: string;
  /** Accounts whose primary group it is, by number. */
  readonly primaryOf: readonly number[];
  /** Accounts that /etc/group lists in it; undefined for a name that /etc/passwd does not have. */
  readonly members: readonly (number | undefined)[];
}

/** By number. A group that is not there is one of which nothing is known. */
export type Groups = ReadonlyMap<number, Group>;

/**
 * Reads passwd(5) and group(5). No group is known where a line sends on to another source (`+`, nsswitch.conf(5) compat):
 * such files do not say who is in a group.
 */
export function parseGroups(passwd: string, group: string): Groups {
  const [accounts, groups] = [linesOf(passwd), linesOf(group)];
  if ([...accounts, ...groups].some(([name = '']) => name.startsWith('+'))) return new Map();
  const uids = new Map(accounts.map(([name = '', , uid]) => [name, idOf(uid)]));
  const byPrimary = Map.groupBy(accounts, ([, , , primary]) => idOf(primary));
  return new Map(
    groups.flatMap(([name = '', , number, listed = '']) => {
      const gid = idOf(number);
      if (gid === undefined) return [];
      const primaryOf = (byPrimary.get(gid) ?? []).flatMap(([, , uid]) => idOf(uid) ?? []);
      const members = listed.split(',').filter((member) => member !== '');
      return [[gid, { name, primaryOf, members: members.map((member) => uids.get(member)) }]];
    }),
  );
}

function linesOf(text: string): readonly (readonly string[])[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(':'));
}

function idOf(text: string | undefined): number | undefined {
  return text !== undefined && /^[0-9]{1,10}$/.test(text) ? Number(text) : undefined;
}
