import { chmod, chown, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { COMMANDS } from '../../../src/commands/table.ts';
import { startReleaseServer } from '../../support/release-server.ts';
import { newSigner } from '../../support/release-signing.ts';
import { sampled } from '../../support/sample.ts';
import { sandbox, type Sandbox } from '../../support/sandbox.ts';
import { listing } from '../../support/set-up.ts';
import { NO_OTHER_USER, NOBODY, sharedRoot, type SharedRoot } from '../../support/shared-root.ts';
import { tinyReleases } from '../../support/toolchains.ts';
import { unless } from '../../support/unless.ts';

const signer = await newSigner();
const second = unless(NO_OTHER_USER);

/** Run one after the other in a directory that the user may write; the exit code of each. */
const CASES: readonly (readonly [exit: number, ...args: readonly string[]])[] = [
  [6, 'install', '1.21.13'],
  [6, 'install', '--force', '1.22.5'],
  [0, 'install', '1.22.5'],
  [0, 'install'],
  [6, 'uninstall', '1.21.12'],
  [0, 'list'],
  [0, 'list', '--remote'],
  [0, 'ls-remote', '--all'],
  [0, 'outdated'],
  [1, 'outdated', '--exit-code'],
  [0, 'upgrade', '--dry-run'],
  [6, 'upgrade'],
  [6, 'prune'],
  [0, 'prune', '--dry-run'],
  [0, 'use'],
  [0, 'use', '1.22.5'],
  [0, 'use', '--unset'],
  [6, 'use', '1.21.13'],
  [6, 'use', '-g', '1.21.12'],
  [6, 'use', '-g', '--unset'],
  [0, 'current'],
  [0, 'which'],
  [0, 'where'],
  [0, 'explain'],
  [0, 'exec', '1.22', 'true'],
  [0, 'env'],
  [2, 'tui'],
  [2, 'pick', 'installed'],
  [6, 'rehash'],
  [0, 'verify'],
  [3, 'audit', '--path', '.'],
  [0, 'import', '--dry-run', '--from', 'goenv'],
  [0, 'matrix', '-v', '1.22', '--', 'true'],
  [0, 'bench', '-v', '1.22', '-n', '1', '--', 'true'],
  [0, 'key', 'list'],
  [0, 'config', 'list'],
  [6, 'config', 'set', 'auto-install', 'on'],
  [6, 'config', 'unset', 'keyring'],
  [1, 'doctor'],
  [6, 'doctor', '--fix'],
  [0, 'init', 'bash'],
  [0, 'completion', 'bash'],
  [6, 'self-update', '--rollback'],
  [6, 'self-uninstall', '--dry-run'],
  [6, 'self-uninstall', '-y'],
];

/** Gives the root to nobody, who may then only read it. Links lead out of it. */
async function readOnly(box: Sandbox): Promise<void> {
  const entries = await readdir(box.root, { recursive: true, withFileTypes: true });
  const places = entries
    .filter((entry) => !entry.isSymbolicLink())
    .map(({ parentPath, name }) => join(parentPath, name));
  for (const place of [...places, box.root]) {
    await chown(place, NOBODY, NOBODY);
    await chmod(place, 0o555);
  }
}

async function prepared(box: Sandbox): Promise<SharedRoot> {
  const root = await sharedRoot(box, '1.22.5', '1.21.12');
  for (const name of ['index.json', 'index.validators.json']) await rm(join(box.root, 'cache', name));
  await box.run(['sh', '-c', 'mkdir "$GV_ROOT/staging/1.22.4+new-1-1"; : >"$GV_ROOT/env"']);
  await readOnly(box);
  return root;
}

describe('a root of one’s own that can only be read', () => {
  second('serves what only reads; everything else fails by name, and nothing in it changes', async () => {
    await using server = await startReleaseServer({
      releases: tinyReleases('1.22.5', '1.21.13', '1.21.12'),
      signer,
    });
    await using box = await sandbox({ server, signer });
    const { as } = await prepared(box);
    const before = listing(box.root);
    const reading = sampled(
      CASES.filter(([exit]) => exit !== 6),
      3,
    );
    for (const [exit, ...args] of CASES.filter((each) => each[0] === 6 || reading.includes(each))) {
      // Without the terminal of whoever runs the tests.
      const ran = await as(['setsid', '-w', 'gv', ...args]);
      const title = `gv ${args.join(' ')}`;
      expect([title, ran.code, ran.stderr]).toEqual([
        title,
        exit,
        exit === 6 ? expect.stringMatching(REFUSAL) : expect.anything(),
      ]);
      expect([title, listing(box.root)]).toEqual([title, before]);
    }
    const tried = new Set(CASES.map(([, name]) => name));
    expect(COMMANDS.map(({ name }) => name).filter((name) => !tried.has(name))).toEqual([]);
  });
});

/** What cannot be done and where, then what to do. */
const REFUSAL =
  /^gv: (?:not allowed to write|nothing can be (?:installed|removed)) \S*.*\n {4}Check its owner/m;
