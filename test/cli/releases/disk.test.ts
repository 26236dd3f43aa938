import { randomBytes } from 'node:crypto';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MODULE, VERSION } from '../../support/log.ts';
import { startModuleProxy } from '../../support/module-proxy.ts';
import { call, NO_MOUNT } from '../../support/mounts.ts';
import { startReleaseServer } from '../../support/release-server.ts';
import { newSigner } from '../../support/release-signing.ts';
import { sandbox, type Sandbox } from '../../support/sandbox.ts';
import { toolchainEntries } from '../../support/tar-bytes.ts';
import { tinyRelease, tinyReleases } from '../../support/toolchains.ts';
import { unless } from '../../support/unless.ts';
import { moduleEntries, zipBytes } from '../../support/zip-bytes.ts';

const signer = await newSigner();
const FILE = 'go1.22.5.linux-amd64.tar.gz';
const BIG = tinyRelease('1.22.5', [
  ...toolchainEntries('1.22.5'),
  { path: 'go/src/big.go', body: randomBytes(1_000_000) },
]);

interface SmallDisk extends Disposable {
  readonly root: string;
  readonly env: Readonly<Record<string, string>>;
  remount(options: string): void;
}

/** The sandbox's GV_ROOT, copied to a file system of its own. */
function smallDisk(box: Sandbox, size: string): SmallDisk {
  const root = `${box.root}-small`;
  mkdirSync(root);
  call('mount', '-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', root);
  call('cp', '-a', `${box.root}/.`, root);
  return {
    root,
    env: { GV_ROOT: root },
    remount: (options) => call('mount', '-o', `remount,${options}`, root),
    [Symbol.dispose]: () => call('umount', '-l', root),
  };
}

/** 3 MB that an archive of a few kB holds: no estimate from its size sees them coming. */
const FLAT = tinyRelease('1.21.13', [
  ...toolchainEntries('1.21.13'),
  { path: 'go/src/flat.go', body: Buffer.alloc(3_000_000) },
]);

async function untouched(box: Sandbox, disk: SmallDisk): Promise<void> {
  const places = ['staging', 'versions'].map((name) => join(disk.root, name));
  expect((await box.run(['find', ...places, '-mindepth', '1'])).stdout).toBe('');
}

describe('a disk that is too small', () => {
  unless(NO_MOUNT)('is told before the download, with the bytes that are needed and free', async () => {
    await using server = await startReleaseServer({ releases: [BIG], signer });
    await using box = await sandbox({ server, signer });
    using disk = smallDisk(box, '1500k');
    const ran = await box.gv(['install', '1.22.5'], { env: disk.env });
    expect(ran.code).toBe(6);
    expect(ran.stderr).toMatch(/go 1\.22\.5 needs 3\.9 MB in \S+, and 1\.[0-9] MB are free there\n/);
    expect(server.requests.filter(({ path }) => /gz$|asc$/.test(path))).toEqual([]);
    await untouched(box, disk);
    disk.remount('size=8m');
    expect(await box.gv(['install', '1.22.5'], { env: disk.env })).toMatchObject({ code: 0 });
  });

  unless(NO_MOUNT)('also by the size that a module proxy announces', async () => {
    const name = `${MODULE}@${VERSION}/src/big.go`;
    const zip = zipBytes([...moduleEntries('none'), { name, body: randomBytes(1_000_000) }]);
    await using proxy = await startModuleProxy({ zips: { [VERSION]: zip } });
    await using box = await sandbox({ env: { GOPROXY: proxy.url } });
    using disk = smallDisk(box, '1500k');
    const ran = await box.gv(['install', '--source', 'proxy', '1.22.5'], { env: disk.env });
    expect(ran).toMatchObject({ code: 6, stderr: expect.stringContaining('go 1.22.5 needs 3.9 MB') });
    await untouched(box, disk);
  });
});

describe('a disk that is filled meanwhile', () => {
  unless(NO_MOUNT)('while downloading: exit 6 naming the path, nothing placed', async () => {
    await using server = await startReleaseServer({ releases: [BIG], signer });
    await using box = await sandbox({ server, signer });
    using disk = smallDisk(box, '6m');
    server.set(FILE, { kind: 'slow', bytes: 50_000, everyMs: 50 });
    const part = join(disk.root, 'cache', `${FILE}.part`);
    const script =
      'gv install 1.22.5 & until [ -s "$0" ]; do :; done; head -c 5700000 /dev/zero >"$GV_ROOT/filler"; wait $!';
    const ran = await box.run(['bash', '-c', script, part], { env: disk.env });
    expect(ran.code).toBe(6);
    // The archive and its tree grow at the same time.
    expect(ran.stderr).toMatch(/no space left for \S+-small\/(?:cache|staging)\//);
    await untouched(box, disk);
  });

  unless(NO_MOUNT)(
    'while unpacking: exit 6 naming the path, staging clean, and room makes it work',
    async () => {
      await using server = await startReleaseServer({ releases: [FLAT], signer });
      await using box = await sandbox({ server, signer });
      using disk = smallDisk(box, '1500k');
      const ran = await box.gv(['install', '1.21.13'], { env: disk.env });
      expect(ran.code).toBe(6);
      expect(ran.stderr).toContain(`no space left for ${join(disk.root, 'staging')}`);
      await untouched(box, disk);
      disk.remount('size=8m');
      const again = await box.gv(['install', '1.21.13'], { env: disk.env });
      expect(again).toMatchObject({ code: 0, stderr: expect.stringContaining('is in the cache') });
    },
  );
});

describe('a GV_ROOT that cannot be written', () => {
  unless(NO_MOUNT)('is named with exit 6, whatever is tried; what is installed goes on working', async () => {
    await using server = await startReleaseServer({ releases: tinyReleases('1.22.5', '1.21.13'), signer });
    await using box = await sandbox({ server, signer });
    await box.gv(['install', '1.21.13', '-q']);
    using disk = smallDisk(box, '8m');
    disk.remount('ro');
    const commands = [
      ['install', '1.22.5'],
      ['uninstall', '--force', '1.21.13'],
      ['rehash'],
      ['use', '-g', '1.21.13'],
      ['config', 'set', 'auto-install', 'on'],
    ];
    for (const args of commands) {
      const ran = await box.gv(args, { env: disk.env });
      expect(ran, args.join(' ')).toMatchObject({ code: 6, stderr: expect.stringContaining(disk.root) });
    }
    expect(await box.gv(['list'], { env: disk.env })).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('1.21.13'),
    });
    expect(await box.run([join(disk.root, 'shims', 'go'), 'version'])).toMatchObject({ code: 0 });
  });
});

describe('what keeps gv from its own files', () => {
  it.each(['0777', '0400', '0100'])('is named where it is the umask %s', async (umask) => {
    await using server = await startReleaseServer({ releases: tinyReleases('1.22.5'), signer });
    await using box = await sandbox({ server, signer });
    const gv = join(box.root, 'bin', 'gv');
    const ran = await box.run(['sh', '-c', `umask ${umask}; exec ${gv} install 1.22.5`]);
    expect(ran).toMatchObject({ code: 6, stderr: expect.stringContaining(`the umask ${umask} takes`) });
    expect(await box.gv(['install', '1.22.5'])).toMatchObject({ code: 0 });
  });

  it.each(['staging', 'cache'])(
    'is named, with the cure, where it is a file in the place of %s',
    async (name) => {
      await using server = await startReleaseServer({ releases: tinyReleases('1.22.5'), signer });
      await using box = await sandbox({ server, signer });
      const place = join(box.root, name);
      rmSync(place, { recursive: true, force: true });
      writeFileSync(place, '');
      const ran = await box.gv(['install', '1.22.5']);
      expect(ran).toMatchObject({ code: 6, stderr: expect.stringContaining(`mv ${place} ${place}.away\n`) });
      renameSync(place, `${place}.away`);
      expect(await box.gv(['install', '1.22.5'])).toMatchObject({ code: 0 });
    },
  );
});
