import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { GOOGLE_CERTIFICATES } from '../../../src/trust/openpgp/google-key.ts';
import { believer, KEY, proxyWith } from '../../support/believer.ts';
import { looseIn, modesIn, under, withDefaultAcl } from '../../support/modes.ts';
import { startReleaseServer } from '../../support/release-server.ts';
import { newSigner } from '../../support/release-signing.ts';
import { everything, sampled } from '../../support/sample.ts';
import { sandbox, type Sandbox } from '../../support/sandbox.ts';
import { NO_OTHER_USER, sharedRoot } from '../../support/shared-root.ts';
import { tinyReleases } from '../../support/toolchains.ts';
import { unless } from '../../support/unless.ts';

const signer = await newSigner();
const second = unless(NO_OTHER_USER);

const KEY_FILE = Buffer.from(GOOGLE_CERTIFICATES[0] ?? '', 'base64');

type Gv = (...args: readonly string[]) => Promise<void>;

/** Runs gv under a umask; all must end well, and find nothing that the command before it left to others. */
function gvUnder(umask: string, box: Sandbox): Gv {
  return async (...args) => {
    const ran = await box.run([...under(umask), join(box.root, 'bin', 'gv'), ...args]);
    expect(ran, `${args.join(' ')}: ${ran.stderr}`).toMatchObject({ code: 0 });
    expect(ran.stderr, args.join(' ')).not.toContain('others could write');
  };
}

/** What most kinds of files come from: archives, module zips, records of the log, config, lists, mutexes. */
async function most(box: Sandbox, gv: Gv): Promise<void> {
  // A file that is there keeps its mode.
  await rm(join(box.root, 'config.json'));
  await gv('config', 'set', 'log-key', KEY.text);
  await gv('config', 'set', 'keyring', join(box.home, 'keyring.asc'));
  await gv('install', '1.24.9');
  await gv('install', '--source', 'proxy', '1.22.5');
  await gv('use', '-g', '1.22.5');
  await gv('verify');
  await gv('list', '--remote');
}

/** Every kind of file that gv writes: keys and switches too, and what is written again. */
async function all(box: Sandbox, gv: Gv): Promise<void> {
  await most(box, gv);
  await gv('config', 'set', 'projects', 'on');
  await gv('config', 'set', 'auto-install', 'on');
  await gv('config', 'set', 'toolchain-policy', 'path');
  await gv('config', 'set', 'gobin-per-version', 'on');
  await gv('use', '1.24.9');
  await gv('outdated');
  await gv('rehash');
  await gv('key', 'import', join(box.home, 'google.pgp'));
  await gv('install', '--force', '1.24.9');
  await gv('uninstall', '1.22.5', '--force');
  await gv('use', '-g', '1.24.9');
  await gv('prune');
  await gv('install', '--source', 'proxy', '1.22.5');
}

const WRITTEN = [
  'aliases/latest',
  'auto-install',
  'cache/checks/1.24.9',
  'cache/index.json',
  'cache/index.validators.json',
  'cache/module-list.json',
  'cache/origins',
  'cache/remote-versions',
  'config.json',
  'gobin-per-version',
  'locks/store.lock',
  'projects',
  'receipts/1.24.9.json',
  'receipts/1.24.9.sha256',
  'toolchain-policy',
  'trust/archives.own.sha256',
  'version',
  'versions/1.22.5/bin/go',
  'versions/1.24.9/pkg/tool/linux_amd64',
];

async function filledRoot(umask: string, fill: typeof all, work: (box: Sandbox) => void): Promise<void> {
  await using server = await startReleaseServer({ releases: tinyReleases('1.24.9'), signer });
  await using proxy = await proxyWith();
  await using box = await believer(proxy, {}, { server });
  await writeFile(join(box.home, 'keyring.asc'), signer.publicKey, { mode: 0o644 });
  await writeFile(join(box.home, 'google.pgp'), olderCopy());
  await fill(box, gvUnder(umask, box));
  work(box);
}

/** The certificate with its last subkey cut off: another, genuine copy of the pinned key. */
function olderCopy(): Buffer {
  const starts: number[] = [];
  for (let at = 0; at < KEY_FILE.length;) {
    const tag = ((KEY_FILE[at] ?? 0) >> 2) & 15;
    const size = 2 ** ((KEY_FILE[at] ?? 0) & 3);
    if (tag === 14) starts.push(at);
    at += 1 + size + KEY_FILE.readUIntBE(at + 1, size);
  }
  return KEY_FILE.subarray(0, starts.at(-1));
}

describe('what gv writes', () => {
  it.each(sampled(['000', '002', '022'], 3))('only its owner may write, under a umask of %s', (umask) =>
    filledRoot(umask, all, ({ root, project }) => {
      const modes = modesIn(root);
      const names = modes.map((line) => line.split(' ')[0]);
      expect(WRITTEN.filter((name) => !names.includes(name))).toEqual([]);
      expect(names).toContainEqual(expect.stringMatching(/^trust\/keys\/[0-9a-f]{64}\.pgp$/));
      expect(names).toContain(`trust/log/head-${KEY.text.split('+')[1] ?? ''}`);
      expect(names).toContainEqual(expect.stringMatching(/^trust\/log-records\/.+\.json$/));
      expect(names).toContainEqual(expect.stringMatching(/^cache\/tiles\/.+\/[0-9]{3}$/));
      expect(looseIn(root)).toEqual([]);
      expect(looseIn(project)).toEqual([]);
      expect(modes).toContain('config.json 644');
      expect(modes).toContain('trust 755');
      expect(modes).toContain('projects 600');
      expect(modes).toContain('staging 700');
      expect(modes).toContain('versions/1.22.5/bin/go 755');
    }),
  );

  it('nobody else may read either, under a umask of 077, but a toolchain is as it was released', () =>
    filledRoot('077', everything() ? all : most, ({ root }) => {
      const modes = modesIn(root);
      expect(looseIn(root)).toEqual([]);
      for (const line of ['config.json 600', 'trust 700', 'trust/log 700', 'version 600', 'cache/checks 700'])
        expect(modes).toContain(line);
      for (const name of ['versions/1.24.9', 'versions/1.24.9/bin/go', 'versions/1.22.5/bin/go'])
        expect(modes).toContain(`${name} 755`);
    }));

  second('in their own directories, for the user of a root that belongs to another account', async () => {
    await using server = await startReleaseServer({ releases: tinyReleases('1.24.9', '1.22.5'), signer });
    await using box = await sandbox({ server, signer });
    const { as, home, project } = await sharedRoot(box, '1.24.9', '1.22.5');
    for (const args of [['use', '-g', '1.22.5'], ['use', '1.24.9'], ['list', '--remote'], ['outdated']]) {
      expect(await as([...under('000'), join(box.root, 'bin', 'gv'), ...args])).toMatchObject({ code: 0 });
    }
    const names = modesIn(home).map((line) => line.split(' ')[0]);
    expect(names).toContain('.config/gv/version');
    expect(names).toContain('.cache/gv/index.json');
    expect(names).toContain('.local/state/gv/projects');
    expect(looseIn(home)).toEqual([]);
    expect(looseIn(project)).toEqual([]);
  });

  it('takes no right from a pin file that a team shares, under its umask of 002', async () => {
    await using server = await startReleaseServer({ releases: tinyReleases('1.24.9'), signer });
    await using box = await sandbox({ server, signer });
    const pin = join(box.project, '.go-version');
    await writeFile(pin, '1.22.5\n');
    await chmod(pin, 0o664);
    await gvUnder('002', box)('use', '1.24.9');
    expect(await readFile(pin, 'utf8')).toBe('1.24.9\n');
    expect(modesIn(box.project)).toContain('.go-version 664');
  });
});

describe('a default ACL, which takes the place of the umask,', () => {
  withDefaultAcl('widens nothing that gv writes', async (setAcl) => {
    await using server = await startReleaseServer({ releases: tinyReleases('1.24.9'), signer });
    await using proxy = await proxyWith();
    await using box = await believer(proxy, {}, { server });
    const names = ['aliases', 'cache', 'locks', 'receipts', 'shims', 'trust', 'versions'];
    for (const name of names) await mkdir(join(box.root, name), { recursive: true });
    const paths = [box.root, ...names.map((name) => join(box.root, name))];
    setAcl(paths);
    // It is in force: another program's file is everybody's.
    await writeFile(join(box.root, 'cache', 'probe'), '');
    expect(looseIn(box.root)).toEqual(['cache/probe 666']);
    await rm(join(box.root, 'cache', 'probe'));
    await writeFile(join(box.home, 'keyring.asc'), signer.publicKey);
    await writeFile(join(box.home, 'google.pgp'), olderCopy());
    await (everything() ? all : most)(box, gvUnder('022', box));
    expect((await readdir(join(box.root, 'versions'))).toSorted()).toEqual(['1.22.5', '1.24.9']);
    expect(looseIn(box.root)).toEqual([]);
  });
});
