import { readdir, readFile, readlink, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startReleaseServer } from '../../support/release-server.ts';
import { newSigner } from '../../support/release-signing.ts';
import { everything } from '../../support/sample.ts';
import { sandbox } from '../../support/sandbox.ts';
import { tinyReleases } from '../../support/toolchains.ts';

const signer = await newSigner();

describe('gv install', () => {
  it('fetches, proves and places a release, which then answers to go', async () => {
    await using server = await startReleaseServer({ releases: tinyReleases('1.22.5', '1.21.13'), signer });
    await using box = await sandbox({ server, signer });
    const ran = await box.gv(['install', '1.22.5']);
    expect(ran).toMatchObject({ code: 0, stdout: '' });
    const host = new URL(server.base).host;
    const short = signer.fingerprint.slice(-8);
    expect(ran.stderr).toContain(
      `proven + (SHA-256 as in the release index of ${host}, signed by a key of your own keyring ...${short})\n`,
    );
    expect((await box.gv(['verify', '1.22.5'])).stdout).toContain(
      `of a key of your own keyring ${signer.fingerprint}`,
    );
    expect(ran.stderr).toContain('go 1.22.5 is now the global version');
    expect(await box.run(['go', 'version'])).toMatchObject({
      code: 0,
      stdout: 'go version go1.22.5 linux/amd64 (test)\n',
    });
    expect(await readFile(join(box.root, 'version'), 'utf8')).toBe('1.22.5\n');
    expect(await readlink(join(box.root, 'current'))).toBe('versions/1.22.5');
    expect(await readlink(join(box.root, 'shims', 'go1.22.5'))).toBe('../versions/1.22.5/bin/go');
    expect(await readdir(join(box.root, 'aliases'))).toEqual(['1', '1.22', 'latest', 'stable']);
    expect(await readdir(join(box.root, 'staging'))).toEqual([]);
    const check = [
      'sh',
      '-c',
      'cd "$GV_ROOT/versions/1.22.5" && sha256sum --quiet -c ../../receipts/1.22.5.sha256',
    ];
    expect(await box.run(check)).toMatchObject({ code: 0 });
  });

  it('asks nobody for what is there, keeps the first global, and replaces when forced', async () => {
    await using server = await startReleaseServer({ releases: tinyReleases('1.22.5', '1.21.13'), signer });
    await using box = await sandbox({ server, signer });
    await box.gv(['install', '1.21.13', '1.22.5']);
    expect(await readFile(join(box.root, 'version'), 'utf8')).toBe('1.21.13\n');
    const requests = server.requests.length;
    // As a kill behind the rename leaves the root.
    await rm(join(box.root, 'shims', 'go1.22.5'));
    expect((await box.gv(['install', '1.22.5'])).stderr).toBe('go 1.22.5 is already installed\n');
    expect(await readdir(join(box.root, 'shims'))).toContain('go1.22.5');
    expect(server.requests.length).toBe(requests);
    const before = (await stat(join(box.root, 'versions', '1.22.5'))).ino;
    expect(await box.gv(['install', '--force', '1.22.5'])).toMatchObject({ code: 0 });
    expect((await stat(join(box.root, 'versions', '1.22.5'))).ino).not.toBe(before);
    expect(await readdir(join(box.root, 'staging'))).toEqual([]);
  });

  it('takes lines, channels and ranges; the newest patch answers', async () => {
    const releases = tinyReleases('1.23rc1', '1.22.5', '1.22.4', '1.21.13', '1.20');
    await using server = await startReleaseServer({ releases, signer });
    await using box = await sandbox({ server, signer });
    expect(await box.gv(['install', '1.22', 'oldstable', '1.20.0', '-q'])).toMatchObject({
      code: 0,
      stderr: '',
    });
    expect((await readdir(join(box.root, 'versions'))).sort()).toEqual(['1.20', '1.21.13', '1.22.5']);
    expect(await box.gv(['install', '1.23'])).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('1.23rc1'),
    });
  });

  it('installs what the directory asks for', async () => {
    await using server = await startReleaseServer({
      releases: tinyReleases('1.22.5', '1.21.13', '1.20.14'),
      signer,
    });
    await using box = await sandbox({ server, signer });
    await box.run(['sh', '-c', 'echo 1.20.14 > .go-version; printf "module m\\n\\ngo 1.21\\n" > go.mod']);
    const ran = await box.gv(['install']);
    expect(ran.code).toBe(0);
    expect(ran.stderr).toContain(`${join(box.project, '.go-version')}:1 asks for 1.20.14`);
    expect(ran.stdout).toBe(
      `${join(box.project, '.go-version')}:1 asks for 1.20.14: go 1.20.14\n` +
        `${join(box.project, 'go.mod')}:3 needs at least 1.21: go 1.21.13\n`,
    );
    expect((await readdir(join(box.root, 'versions'))).sort()).toEqual(['1.20.14', '1.21.13']);
  });

  it('speaks JSON: events line by line, then the result', async () => {
    await using server = await startReleaseServer({ releases: tinyReleases('1.22.5'), signer });
    await using box = await sandbox({ server, signer });
    const ran = await box.gv(['install', '1.22.5', '--json']);
    const lines = ran.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(ran.stderr).toBe('');
    expect(lines.every((line) => line['schema'] === 1)).toBe(true);
    const types = lines.flatMap((line) =>
      'event' in line ? [(line['event'] as { type: string }).type] : [],
    );
    expect(types).toEqual(expect.arrayContaining(['downloaded', 'proof', 'placed', 'global']));
    expect(lines.at(-1)).toEqual({
      schema: 1,
      command: 'install',
      data: { installed: [{ version: '1.22.5', path: join(box.root, 'versions', '1.22.5') }] },
    });
  });

  it('several at once make one download, and all end well', async () => {
    await using server = await startReleaseServer({ releases: tinyReleases('1.22.5'), signer });
    await using box = await sandbox({ server, signer });
    const many = everything() ? 8 : 4;
    const all = await Promise.all(Array.from({ length: many }, () => box.gv(['install', '1.22.5'])));
    expect(all.map(({ code }) => code)).toEqual(Array(many).fill(0));
    expect(server.requestsFor('go1.22.5.linux-amd64.tar.gz')).toHaveLength(1);
    expect(await box.run(['go', 'version'])).toMatchObject({ code: 0 });
  });
});
