import { createHash } from 'node:crypto';
import { chown, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { moduleH1 } from '../../../src/trust/log/module-h1.ts';
import { believer, goodLog, KEY } from '../../support/believer.ts';
import { installedOnce } from '../../support/filled-once.ts';
import { recordOf, testLog } from '../../support/log.ts';
import { startModuleProxy } from '../../support/module-proxy.ts';
import { indexOf } from '../../support/official-hosts.ts';
import { startReleaseServer, type ReleaseServer } from '../../support/release-server.ts';
import { newSigner } from '../../support/release-signing.ts';
import { sandbox, type Sandbox } from '../../support/sandbox.ts';
import { listing } from '../../support/set-up.ts';
import { NO_OTHER_USER, sharedRoot, type SharedRoot } from '../../support/shared-root.ts';
import { tarGz, toolchainEntries } from '../../support/tar-bytes.ts';
import { tinyReleases } from '../../support/toolchains.ts';
import { unless } from '../../support/unless.ts';

const signer = await newSigner();
const second = unless(NO_OTHER_USER);

function started(): Promise<ReleaseServer> {
  return startReleaseServer({ releases: tinyReleases('1.24.9', '1.22.5'), signer });
}

const install = installedOnce();

async function shared(box: Sandbox): Promise<SharedRoot> {
  await install(box, '1.24.9', '1.22.5');
  return sharedRoot(box);
}

describe('what gv learns from the user of a root that belongs to another', () => {
  second('is remembered in their own directory: the projects they chose a Go for', async () => {
    await using server = await started();
    await using box = await sandbox({ server, signer });
    const { as, home, project } = await shared(box);
    await box.gv(['use', '1.24.9']);
    expect(listing(box.root)).toContainEqual(expect.stringMatching(/^projects 100600 /));
    const before = listing(box.root);
    expect(await as(['gv', 'use', '1.22.5'])).toEqual({
      code: 0,
      stdout: `go 1.22.5 (${join(project, '.go-version')})\n`,
      stderr: '',
    });
    expect(await readFile(join(home, '.local', 'state', 'gv', 'projects'), 'utf8')).toBe(`${project}\n`);
    const own = { GV_USER_DIR: join(home, 'own') };
    expect(await as(['gv', 'use', '1.22.5'], own)).toMatchObject({ code: 0, stderr: '' });
    expect(await readFile(join(home, 'own', 'state', 'projects'), 'utf8')).toBe(`${project}\n`);
    expect(listing(box.root)).toEqual(before);
  });

  second('nor does a home that nobody can write to keep a choice from being made', async () => {
    await using server = await started();
    await using box = await sandbox({ server, signer });
    const { as, home, project } = await shared(box);
    await chown(home, 0, 0);
    expect(await as(['gv', 'use', '1.22.5'])).toMatchObject({ code: 0, stderr: '' });
    expect(await readFile(join(project, '.go-version'), 'utf8')).toBe('1.22.5\n');
  });

  second('of what is released stays with them, and never counts for less than what root knows', async () => {
    await using server = await started();
    await using box = await sandbox({ server, signer });
    const { as, home } = await shared(box);
    await box.gv(['list', '--remote']);
    const before = listing(box.root);
    server.set('index', await indexOf(tinyReleases('1.22.5')));
    const ran = await as(['gv', 'list', '--remote']);
    expect(ran).toMatchObject({ code: 0, stderr: expect.stringContaining('does not list go 1.24.9') });
    expect(listing(box.root)).toEqual(before);
    const own = join(home, '.local', 'state', 'gv', 'trust', 'releases');
    const [name = ''] = await readdir(own);
    expect(await readFile(join(own, name), 'utf8')).toBe('1.22.5\n');
    expect(await as(['gv', 'prune', '--index'])).toMatchObject({ code: 0, stderr: '' });
    expect([await readdir(own), listing(box.root)]).toEqual([[], before]);
  });

  second('is pruned: what is theirs goes, and what is root’s is named and left, with exit 0', async () => {
    await using server = await started();
    await using box = await sandbox({ server, signer });
    const { as, home } = await shared(box);
    await box.run(['sh', '-c', 'mkdir "$GV_ROOT/staging/1.22.4+new-1-1"']);
    const cache = join(home, '.cache', 'gv');
    await as(['gv', 'list', '--remote']);
    await as(['sh', '-c', `echo x >'${cache}/go1.22.4.linux-amd64.tar.gz.part'`]);
    const before = listing(box.root);
    for (const args of [['prune', '-n'], ['prune'], ['prune', '--patches']]) {
      const ran = await as(['gv', ...args]);
      expect(ran).toMatchObject({
        code: 0,
        stderr: expect.stringContaining(`${box.root} alone, which belongs to root`),
      });
      const isFirst = args[1] !== '--patches';
      expect(ran.stdout.includes('go1.22.4.linux-amd64.tar.gz.part')).toBe(isFirst);
    }
    expect(await readdir(cache)).not.toContain('go1.22.4.linux-amd64.tar.gz.part');
    expect(listing(box.root)).toEqual(before);
  });

  second(
    'of the checksum database stays with them, and never counts for less than what root knows',
    async () => {
      const subject = { module: 'golang.org/toolchain', version: 'v0.0.1-go1.8.3.linux-amd64' };
      const tree = toolchainEntries('1.8.3');
      const h1 = moduleH1(
        tree
          .filter(({ type }) => type !== '5')
          .map(({ path, body = '' }) => ({
            path: path.replace('go/', ''),
            sha256: createHash('sha256').update(body).digest('hex'),
          })),
        subject,
      );
      let log = goodLog(subject.version, h1);
      await using proxy = await startModuleProxy({ sumdb: (path) => Promise.resolve(log.answer(path)) });
      await using box = await believer(proxy);
      const { as, home, project } = await sharedRoot(box);
      const name = 'go1.8.3.linux-amd64.tar.gz';
      await writeFile(join(project, name), tarGz(tree));
      const before = listing(box.root);
      const verify = ['gv', 'verify', name];
      expect(await as(verify)).toMatchObject({ code: 0, stdout: expect.stringContaining('record 77') });
      expect(listing(box.root)).toEqual(before);
      const state = join(home, '.local', 'state', 'gv', 'trust', 'log');
      const [head = ''] = await readdir(state);
      expect(await as([...verify, '--offline'])).toMatchObject({ code: 0 });

      // Root is shown one history, and the user, who knows none, another.
      expect(await box.gv(['verify', join(project, name)])).toMatchObject({ code: 0 });
      await rm(join(home, '.local'), { recursive: true });
      const known = listing(box.root);
      log = testLog({
        size: 300,
        id: 77,
        key: KEY,
        version: subject.version,
        record: recordOf(subject.version, h1),
        others: new Map([[5, `example.test/evil v1.0.0 ${h1}\n`]]),
      });
      const forked = await as([...verify, '--json']);
      expect(forked).toMatchObject({ code: 5, stderr: expect.stringContaining('"log-fork"') });
      expect((await readdir(state)).toSorted()).toEqual([`${head}.fork-1`, `${head}.fork-2`]);
      expect(listing(box.root)).toEqual(known);
    },
  );
});
