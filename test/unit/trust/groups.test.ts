import { describe, expect, it } from 'vitest';
import { parseGroups } from '../../../src/trust/groups.ts';

const PASSWD = [
  'root:x:0:0:root:/root:/bin/bash',
  'sync:x:4:65534:sync:/bin:/bin/sync',
  '# a comment of macOS',
  'alice:x:1000:1000::/home/alice:/bin/bash',
  'bob:x:1001:100::/home/bob:/bin/bash',
  'nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin',
  '',
].join('\n');

const GROUP = [
  'root:x:0:',
  'alice:x:1000:',
  'users:x:100:alice',
  'devs:x:2000:alice,bob',
  'odd:x:2001:alice,carol',
  'nogroup:x:65534:',
  'broken',
  'not-a-number:x:ten:',
  '',
].join('\n');

describe('the groups of a machine', () => {
  it('have those whose primary group it is, and those whom the group lists', () => {
    const groups = parseGroups(PASSWD, GROUP);
    expect(groups.get(1000)).toEqual({ name: 'alice', primaryOf: [1000], members: [] });
    expect(groups.get(100)).toEqual({ name: 'users', primaryOf: [1001], members: [1000] });
    expect(groups.get(2000)).toEqual({ name: 'devs', primaryOf: [], members: [1000, 1001] });
    expect(groups.get(65534)?.primaryOf).toEqual([4, 65534]);
    expect([...groups.keys()]).toEqual([0, 1000, 100, 2000, 2001, 65534]);
  });

  it('keep a member whom the machine does not know', () => {
    expect(parseGroups(PASSWD, GROUP).get(2001)?.members).toEqual([1000, undefined]);
  });

  it.each([
    ['passwd', `${PASSWD}+::::::\n`, GROUP],
    ['group', PASSWD, `${GROUP}+:::\n`],
    ['passwd, by a netgroup', `+@staff::::::\n${PASSWD}`, GROUP],
  ])('are unknown where %s sends on to a directory service', (_, passwd, group) => {
    expect(parseGroups(passwd, group).size).toBe(0);
  });
});
