import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { installedOnce } from '../../support/filled-once.ts';
import { startReleaseServer } from '../../support/release-server.ts';
import { newSigner } from '../../support/release-signing.ts';
import { sandbox, type Sandbox } from '../../support/sandbox.ts';
import { tinyReleases } from '../../support/toolchains.ts';

const signer = await newSigner();
const NAMES = ['1.24rc2', '1.24rc1', '1.23.1', '1.22.5', '1.22.4', '1.22.3', '1.21.13', '1.21.12'] as const;
const RELEASES = tinyReleases(...NAMES);
const server = await startReleaseServer({ releases: RELEASES, signer });
afterAll(() => server.close());
const install = installedOnce();
/** The first one is the global version. */
const MANY = ['1.22.4', '1.22.3', '1.21.12', '1.23.1', '1.24rc1'] as const;

async function boxWith(...installed: readonly string[]): Promise<Sandbox> {
  const box = await sandbox({ server, signer });
  await install(box, ...installed);
  return box;
}

/** A project directory that pins by `gv use`. */
async function project(box: Sandbox, name: string, ...use: readonly string[]): Promise<string> {
  const directory = join(box.project, name);
  await mkdir(directory);
  expect(await box.gv(['use', ...use], { cwd: directory })).toMatchObject({ code: 0 });
  return directory;
}

const versionsOf = (box: Sandbox): Promise<readonly string[]> => readdir(join(box.root, 'versions'));

describe('gv upgrade', () => {
  it('installs the newest patch of each line; the global version and pins of a line follow, exact pins are named; a prerelease is never taken by itself', async () => {
    await using box = await boxWith(...MANY);
    const exact = await project(box, 'exact', '1.22.4');
    const tracking = join(box.project, 'tracking');
    await mkdir(tracking);
    await writeFile(join(tracking, '.go-version'), '1.22\n');
    expect(await readFile(join(box.root, 'version'), 'utf8')).toBe('1.22.4\n');
    const ran = await box.gv(['upgrade']);
    expect(ran).toMatchObject({ code: 0, stderr: expect.stringContaining('gv install 1.24rc2') });
    expect(await versionsOf(box)).not.toContain('1.24rc2');
    expect(ran.stdout).toBe(
      'upgraded 1.22: 1.22.4 -> 1.22.5\n' +
        'upgraded 1.21: 1.21.12 -> 1.21.13\n' +
        'moved the global version: 1.22.4 -> 1.22.5\n' +
        `${join(exact, '.go-version')} still pins 1.22.4 (there: gv use 1.22.5)\n`,
    );
    const go = async (cwd: string): Promise<string> => (await box.run(['go', 'version'], { cwd })).stdout;
    expect(await go(box.home)).toContain('go1.22.5');
    expect(await go(tracking)).toContain('go1.22.5');
    expect(await go(exact)).toContain('go1.22.4');
    expect(await readFile(join(exact, '.go-version'), 'utf8')).toBe('1.22.4\n');
    expect(await box.gv(['upgrade'])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^every line is at its newest patch\n/),
    });
  });

  it('changes nothing under --dry-run', async () => {
    await using box = await boxWith('1.22.4');
    const ran = await box.gv(['upgrade', '--dry-run', '--prune-old', '--json']);
    expect(JSON.parse(ran.stdout)).toMatchObject({
      data: {
        done: false,
        upgraded: [{ line: '1.22', from: '1.22.4', to: '1.22.5' }],
        global: { from: '1.22.4', to: '1.22.5' },
        removed: ['1.22.4'],
      },
    });
    expect(await versionsOf(box)).toEqual(['1.22.4']);
    expect(await readFile(join(box.root, 'version'), 'utf8')).toBe('1.22.4\n');
  });

  it('upgrades the named lines only, and fails by name for a line that is not there', async () => {
    await using box = await boxWith(...MANY);
    expect(await box.gv(['upgrade', '1.21', '-q'])).toMatchObject({ code: 0 });
    expect(await versionsOf(box)).toEqual([...MANY, '1.21.13'].toSorted());
    expect(await box.gv(['upgrade', '1.19'])).toMatchObject({ code: 3, stdout: '' });
    expect(await box.gv(['upgrade', 'latest'])).toMatchObject({ code: 2, stdout: '' });
    expect(await box.gv(['upgrade', ''])).toMatchObject({ code: 2, stdout: '' });
    expect(await versionsOf(box)).toEqual([...MANY, '1.21.13'].toSorted());
  });

  it('--prune-old removes what was replaced, but nothing that a known project asks for', async () => {
    await using box = await boxWith(...MANY);
    await project(box, 'exact', '1.22.3');
    expect(await box.gv(['upgrade', '--prune-old'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('removed go 1.22.4\n'),
    });
    expect(await versionsOf(box)).toEqual(['1.21.13', '1.22.3', '1.22.5', '1.23.1', '1.24rc1']);
    expect(await readdir(join(box.root, 'shims'))).not.toContain('go1.22.4');
  });

  it('takes nothing away when the new patch does not come', async () => {
    await using box = await boxWith('1.22.4');
    await using liar = await startReleaseServer({ releases: RELEASES, signer });
    liar.set('go1.22.5.linux-amd64.tar.gz', { kind: 'lying-bytes', at: 20 });
    const env = { GV_DL_URL: liar.base };
    expect(await box.gv(['upgrade', '--prune-old'], { env })).toMatchObject({ code: 5, stdout: '' });
    expect(await versionsOf(box)).toEqual(['1.22.4']);
    expect(await readFile(join(box.root, 'version'), 'utf8')).toBe('1.22.4\n');
  });

  it('offline installs nothing that is not there, and says so', async () => {
    await using box = await boxWith('1.22.4');
    expect(await box.gv(['upgrade', '--offline'])).toMatchObject({ code: 4, stdout: '' });
    expect(await versionsOf(box)).toEqual(['1.22.4']);
  });
});
