import { describe, expect, it } from 'vitest';
import { parseGroups } from '../../../src/trust/groups.ts';
import {
  type Account,
  type EntryFacts,
  otherWriter,
  otherWriterOnPath,
  writerText,
} from '../../../src/trust/writers.ts';

const PASSWD =
  'root:x:0:0::/:\nalice:x:1000:1000::/:\nbob:x:1001:1001::/:\ncarol:x:1002:100::/:\nodd:x:1003:1003::/:\npal:x:1004:1004::/:\n';
const GROUPS = parseGroups(
  PASSWD,
  'root:x:0:\nalice:x:1000:\nbob:x:1001:\nusers:x:100:\ndevs:x:2000:alice,bob\nadmins:x:2001:root\nodd:x:1003:bob\npal:x:1004:stranger\n',
);
const ALICE: Account = { uid: 1000, gids: [1000, 2000], groups: GROUPS };
const ROOT: Account = { uid: 0, gids: [0], groups: GROUPS };
/** In the primary group of ODD is bob too, and in that of PAL somebody whom no file knows. */
const ODD: Account = { uid: 1003, gids: [1003], groups: GROUPS };
const PAL: Account = { uid: 1004, gids: [1004], groups: GROUPS };
/** A pod of OpenShift: a number that no file knows, in group 0. */
const POD: Account = { uid: 1_000_670_000, gids: [0], groups: GROUPS };

function entry(mode: number, facts: Partial<EntryFacts> = {}): EntryFacts {
  return { path: '/r/config.json', kind: 'file', uid: 1000, gid: 1000, mode, keepsMode: true, ...facts };
}

const ALONE: readonly (readonly [string, EntryFacts, Account])[] = [
  ['its owner alone', entry(0o644), ALICE],
  ['its owner alone, hidden from others', entry(0o600), ALICE],
  ['a group that only the owner is in, as Debian makes one', entry(0o664), ALICE],
  ["root's, and root alone in the group", entry(0o664, { uid: 0, gid: 0 }), ALICE],
  ["root's, with the group of the account", entry(0o664, { uid: 0 }), ALICE],
  ['root, for root', entry(0o664, { uid: 0, gid: 0 }), ROOT],
  ['a link, whose mode means nothing', entry(0o777, { kind: 'link' }), ALICE],
  ['a file system where chmod changes nothing', entry(0o777, { keepsMode: false, gid: 2000 }), ALICE],
];

const SHARED: readonly (readonly [string, EntryFacts, Account, string])[] = [
  ['everybody', entry(0o666), ALICE, 'all accounts may write /r/config.json'],
  ['everybody, a directory', entry(0o777, { kind: 'directory' }), ALICE, 'all accounts may write'],
  [
    'everybody, a sticky directory itself',
    entry(0o1777, { kind: 'directory' }),
    ALICE,
    'all accounts may write',
  ],
  ['everybody, what root left so', entry(0o666, { uid: 0, gid: 0 }), ALICE, 'all accounts may write'],
  ['a group with two members', entry(0o664, { gid: 2000 }), ALICE, 'group devs may write /r/config.json'],
  ['a group of somebody else', entry(0o664, { gid: 1001 }), ALICE, 'group bob may write'],
  ["a group that is others' primary one", entry(0o664, { gid: 100 }), ALICE, 'group users may write'],
  ['a primary group that somebody was added to', entry(0o664, { uid: 1003, gid: 1003 }), ODD, 'group odd'],
  ['a primary group with a stranger', entry(0o664, { uid: 1004, gid: 1004 }), PAL, 'group pal'],
  [
    "a group that is nobody's primary one",
    entry(0o664, { gid: 2001, uid: 0 }),
    ALICE,
    'group admins may write',
  ],
  ['a group that nobody knows', entry(0o664, { gid: 4711 }), ALICE, 'group 4711 may write'],
  ["the account's group, for root", entry(0o664, { uid: 0 }), ROOT, 'group alice may write'],
  ['another account', entry(0o600, { uid: 1001 }), ALICE, '/r/config.json belongs to user 1001'],
  ['an account, for root', entry(0o600), ROOT, '/r/config.json belongs to user 1000'],
  ['another account, by a link', entry(0o777, { uid: 1001, kind: 'link' }), ALICE, 'belongs to user 1001'],
  [
    'another account, where chmod changes nothing',
    entry(0o600, { uid: 1001, keepsMode: false }),
    ALICE,
    'belongs to user 1001',
  ],
  ['group 0 in a pod', entry(0o775, { uid: 0, gid: 0, kind: 'directory' }), POD, 'group root may write'],
  ['group 0 in a pod, its own file', entry(0o664, { uid: POD.uid, gid: 0 }), POD, 'group root may write'],
];

describe('who else may write an entry', () => {
  it.each(ALONE)('is nobody: %s', (_, facts, account) => {
    expect(otherWriter(facts, account)).toBeUndefined();
  });

  it.each(SHARED)('is %s', (_, facts, account, text) => {
    const writer = otherWriter(facts, account);
    expect(writer === undefined ? '' : writerText(writer)).toContain(text);
  });
});

/** Directories from `/` on, and the file. */
function path(...modes: readonly (Partial<EntryFacts> & { readonly mode: number })[]): readonly EntryFacts[] {
  const last = modes.length - 1;
  return modes.map((facts, index) => {
    const kind = index === last ? 'file' : 'directory';
    return entry(facts.mode, { path: `/${index}`, kind, uid: index === 0 ? 0 : 1000, ...facts });
  });
}

const ROOT_DIR = { mode: 0o755, gid: 0 };

describe('who else may change what a path leads to', () => {
  it.each([
    ['where all is its owner’s', path(ROOT_DIR, { mode: 0o700 }, { mode: 0o644 })],
    ['below a sticky directory such as /tmp', path(ROOT_DIR, { mode: 0o1777, uid: 0 }, { mode: 0o644 })],
    [
      'below a sticky directory for a group',
      path(ROOT_DIR, { mode: 0o1775, gid: 2000 }, { mode: 0o755 }, { mode: 0o644 }),
    ],
    [
      'through a link that root made',
      path(ROOT_DIR, { mode: 0o777, kind: 'link', uid: 0 }, { mode: 0o755 }, { mode: 0o644 }),
    ],
  ])('is nobody %s', (_, entries) => {
    expect(otherWriterOnPath(entries, ALICE)).toBeUndefined();
  });

  it.each([
    ['the file', path(ROOT_DIR, { mode: 0o755 }, { mode: 0o666 }), '/2'],
    ['its directory', path(ROOT_DIR, { mode: 0o777 }, { mode: 0o644 }), '/1'],
    ['a directory above', path(ROOT_DIR, { mode: 0o775, gid: 2000 }, { mode: 0o755 }, { mode: 0o644 }), '/1'],
    ['somebody else’s directory above', path(ROOT_DIR, { mode: 0o755, uid: 1001 }, { mode: 0o644 }), '/1'],
    [
      'somebody else’s file in a sticky directory',
      path(ROOT_DIR, { mode: 0o1777, uid: 0 }, { mode: 0o644, uid: 1001 }),
      '/2',
    ],
    [
      'somebody else’s link in a sticky directory',
      path(ROOT_DIR, { mode: 0o1777, uid: 0 }, { mode: 0o777, kind: 'link', uid: 1001 }, { mode: 0o644 }),
      '/2',
    ],
    ['somebody else’s sticky directory', path(ROOT_DIR, { mode: 0o1777, uid: 1001 }, { mode: 0o644 }), '/1'],
  ])('is whoever may write %s', (_, entries, place) => {
    expect(otherWriterOnPath(entries, ALICE)?.path).toBe(place);
  });
});
