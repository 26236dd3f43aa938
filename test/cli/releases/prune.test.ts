import { copyFile, mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { bytesText } from '../../../src/report/page/quantities.ts';
import { installedOnce } from '../../support/filled-once.ts';
import { startReleaseServer } from '../../support/release-server.ts';
import { newSigner } from '../../support/release-signing.ts';
import { sandbox, type Sandbox } from '../../support/sandbox.ts';
import { listing } from '../../support/set-up.ts';
import { tinyReleases } from '../../support/toolchains.ts';

const signer = await newSigner();
const RELEASES = tinyReleases('1.22.5', '1.22.4', '1.22.3', '1.21.13', '1.21.12');

const server = await startReleaseServer({ releases: RELEASES, signer });
afterAll(() => server.close());
const install = installedOnce();

/** All of them are installed; 1.22.5 is the global version. */
async function filled(): Promise<Sandbox> {
  const box = await sandbox({ server, signer });
  await install(box, '1.22.5', '1.22.4', '1.22.3', '1.21.13', '1.21.12');
  return box;
}

async function writeLeftovers(box: Sandbox): Promise<void> {
  await mkdir(join(box.root, 'staging', '1.22.4+new-1-1', 'go'), { recursive: true });
  await writeFile(join(box.root, 'staging', '1.22.4+new-1-1', 'go', 'VERSION'), 'x'.repeat(2000));
  for (const name of ['go1.21.13.linux-amd64.tar.gz.part', 'go1.21.13.linux-amd64.tar.gz.part.json'])
    await writeFile(join(box.root, 'cache', name), 'x'.repeat(500));
}

/** Bytes on the disk, as du(1) counts them. */
async function diskUse(box: Sandbox, ...paths: readonly string[]): Promise<number> {
  const { stdout } = await box.run(['du', '-s', '--block-size=1', ...paths], { cwd: box.root });
  return stdout
    .trim()
    .split('\n')
    .reduce((sum, line) => sum + Number.parseInt(line, 10), 0);
}

const versionsOf = (box: Sandbox): Promise<readonly string[]> => readdir(join(box.root, 'versions'));

describe('gv prune', () => {
  it('removes downloads and what killed runs left, says how much, and leaves index, trust and toolchains', async () => {
    await using box = await filled();
    await writeLeftovers(box);
    const trust = listing(join(box.root, 'trust'));
    const part = 'cache/go1.21.13.linux-amd64.tar.gz.part';
    const freed = await diskUse(box, 'staging/1.22.4+new-1-1', part, `${part}.json`);
    const planned = await box.gv(['prune', '-n']);
    expect(planned).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(`would free ${bytesText(freed)}\n`),
    });
    expect(await readdir(join(box.root, 'staging'))).toHaveLength(1);
    const { data } = JSON.parse((await box.gv(['prune', '--json'])).stdout) as { data: unknown };
    expect(data).toMatchObject({ done: true, freed, kept: [] });
    expect(await readdir(join(box.root, 'staging'))).toEqual([]);
    expect((await readdir(join(box.root, 'cache'))).toSorted()).toEqual([
      'index.json',
      'index.validators.json',
      'origins',
      'remote-versions',
    ]);
    expect(listing(join(box.root, 'trust'))).toEqual(trust);
    expect(await versionsOf(box)).toHaveLength(RELEASES.length);
    expect(await box.gv(['prune'])).toMatchObject({ code: 0, stdout: 'nothing to remove\n' });
  });

  it('--patches keeps the newest of each line, what projects pin, and what the global version names', async () => {
    await using box = await filled();
    await box.gv(['use', '-g', '1.22.3']);
    const other = join(box.project, 'other');
    await mkdir(other);
    await box.gv(['use', '1.21.12'], { cwd: other });
    const ran = await box.gv(['prune', '--patches']);
    expect(ran.stdout).toContain(`go 1.21.12 stays: ${join(other, '.go-version')}\n`);
    expect(ran.stdout).toContain(`go 1.22.3 stays: ${join(box.root, 'version')}\n`);
    expect(await versionsOf(box)).toEqual(['1.21.12', '1.21.13', '1.22.3', '1.22.5']);
    await rm(join(other, '.go-version'));
    await box.gv(['prune', '--patches']);
    expect(await versionsOf(box)).toEqual(['1.21.13', '1.22.3', '1.22.5']);
  });

  it('--patches keeps what answers here, by a pin that gv did not write or by GV_VERSION', async () => {
    await using box = await filled();
    await writeFile(join(box.project, '.tool-versions'), 'golang 1.22.4\n');
    const env = { GV_VERSION: '1.22.3' };
    expect((await box.gv(['prune', '--patches', '-n'], { env })).stdout).toContain(
      'go 1.22.3 stays: GV_VERSION',
    );
    await box.gv(['prune', '--patches']);
    expect(await versionsOf(box)).toEqual(['1.21.13', '1.22.4', '1.22.5']);
  });

  it('leaves a download alone that another gv is busy with', async () => {
    await using stalling = await startReleaseServer({ releases: RELEASES, signer });
    await using box = await sandbox({ server: stalling, signer });
    stalling.set('go1.22.5.linux-amd64.tar.gz', { kind: 'stall', after: 300 });
    const part = join(box.root, 'cache', 'go1.22.5.linux-amd64.tar.gz.part');
    const script =
      'gv install 1.22.5 2>/dev/null & until [ -s "$0" ]; do :; done; gv prune; ls "$0"; kill $!; wait $! || :';
    const ran = await box.run(['bash', '-c', script, part]);
    expect(ran.stdout).toBe(`nothing to remove\n${part}\n`);
    expect(ran.stderr).toContain('installing go 1.22.5');
  });
});

describe('gv prune and a toolchain that a killed gv moved aside', () => {
  it('puts it back with its links where its successor never came, and else deletes it', async () => {
    await using box = await filled();
    const at = (...names: readonly string[]): string => join(box.root, ...names);
    const stage = at('staging', '1.22.5+new-1-1');
    await mkdir(join(stage, 'go'), { recursive: true });
    await copyFile(at('receipts', '1.22.5.json'), join(stage, '1.22.5.json'));
    await rename(at('versions', '1.22.5'), at('staging', '1.22.5+old-1-1'));
    await mkdir(at('staging', '1.21.13+old-1-1'));
    await rm(at('shims', 'go1.22.5'));
    const planned = await box.gv(['prune', '-n']);
    expect(planned.stdout).toContain('1.22.5+new-1-1');
    expect(planned.stdout).toContain('1.21.13+old-1-1');
    expect(planned.stdout).not.toContain('1.22.5+old-1-1');
    expect(await box.gv(['prune'])).toMatchObject({ code: 0 });
    expect(await readdir(at('staging'))).toEqual([]);
    expect(await box.run(['go1.22.5', 'version'])).toMatchObject({ code: 0 });
  });
});

describe("gv's own program", () => {
  it.each([[[]], [['--patches']]])(
    'and what install.sh or gv self-update is busy with survive gv prune %j',
    async (args) => {
      await using box = await filled();
      await writeLeftovers(box);
      const own = [
        'program/0.1.0-1-1/lib',
        'program/0.0.9-1-1/lib',
        'staging/set-up.4711',
        'staging/self-update.4711',
      ];
      for (const directory of own) {
        await mkdir(join(box.root, directory), { recursive: true });
        await writeFile(join(box.root, directory, 'gv.js'), '');
      }
      await symlink('0.1.0-1-1', join(box.root, 'program', 'current'));
      await symlink('0.0.9-1-1', join(box.root, 'program', 'previous'));
      await writeFile(join(box.root, 'cache', 'gv-0.2.0-linux-x64.tar.gz.part'), 'x');
      const [program, lib] = [listing(join(box.root, 'program')), listing(join(box.root, 'lib'))];
      expect(await box.gv(['prune', ...args])).toMatchObject({ code: 0 });
      expect(listing(join(box.root, 'program'))).toEqual(program);
      expect(listing(join(box.root, 'lib'))).toEqual(lib);
      expect((await readdir(join(box.root, 'staging'))).toSorted()).toEqual([
        'self-update.4711',
        'set-up.4711',
      ]);
      expect(await readdir(join(box.root, 'cache'))).toContain('gv-0.2.0-linux-x64.tar.gz.part');
    },
  );
});

describe('the known projects', () => {
  const projects = (box: Sandbox): Promise<string> =>
    readFile(join(box.root, 'projects'), 'utf8').catch(() => 'none');

  it('are those where gv use wrote a pin or gv install found one', async () => {
    await using box = await filled();
    expect(await projects(box)).toBe('none');
    const [a, b] = [join(box.project, 'a'), join(box.project, 'b')];
    for (const directory of [a, b]) await mkdir(directory);
    await box.gv(['use', '1.22.5'], { cwd: a });
    await writeFile(join(b, '.tool-versions'), 'nodejs 24\ngo 1.21.13\n');
    await box.gv(['install', '-q'], { cwd: b });
    expect(await projects(box)).toBe(`${a}\n${b}\n`);
    await box.gv(['use', '--unset'], { cwd: a });
    await box.gv(['use', '1.22.5'], { cwd: box.project });
    expect(await projects(box)).toBe(`${b}\n${box.project}\n`);
  });

  it('are not remembered when the config says so, nor under a name with a line feed', async () => {
    await using box = await filled();
    const odd = join(box.project, 'a\n/etc');
    await mkdir(odd, { recursive: true });
    expect(await box.gv(['use', '1.22.5'], { cwd: odd })).toMatchObject({ code: 0 });
    expect(await projects(box)).toBe('none');
    await box.gv(['use', '1.22.5']);
    expect(await projects(box)).toBe(`${box.project}\n`);
    expect(listing(box.root)).toContainEqual(expect.stringMatching(/^projects 100600 /));
    await box.gv(['config', 'set', 'projects', 'off']);
    expect(await projects(box)).toBe('none');
    expect(await box.gv(['use', '1.22.5'])).toMatchObject({ code: 0 });
    expect(await projects(box)).toBe('none');
  });

  it('that somebody scribbled in are read as far as they make sense', async () => {
    await using box = await filled();
    await writeFile(join(box.project, '.go-version'), '1.22.4\n');
    await writeFile(join(box.root, 'projects'), `\u0000\n../..\n/nowhere\n/etc/passwd\n${box.project}\n`);
    const ran = await box.gv(['prune', '--patches'], { cwd: box.home });
    expect(ran).toMatchObject({ code: 0, stdout: expect.stringContaining('go 1.22.4 stays') });
  });
});
