import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { installedOnce } from '../../support/filled-once.ts';
import { startReleaseServer } from '../../support/release-server.ts';
import { newSigner } from '../../support/release-signing.ts';
import { sampled } from '../../support/sample.ts';
import { sandbox, type Sandbox } from '../../support/sandbox.ts';
import { tinyReleases } from '../../support/toolchains.ts';

const signer = await newSigner();
const RELEASES = tinyReleases('1.24rc2', '1.24rc1', '1.23.1', '1.22.5', '1.22.4', '1.20.14');
const TABLE =
  '1.23  1.23.1   up to date  supported\n' +
  '1.22  1.22.4   -> 1.22.5   supported\n' +
  '1.20  1.20.14  up to date  end of life\n';

const server = await startReleaseServer({ releases: RELEASES, signer });
afterAll(() => server.close());
const install = installedOnce();

async function boxWith(...installed: readonly string[]): Promise<Sandbox> {
  const box = await sandbox({ server, signer });
  await install(box, ...installed);
  return box;
}

/** Makes the cached index so many hours old; gives the day on which it was fetched then. */
async function ageIndex(box: Sandbox, hours: number): Promise<string> {
  const file = join(box.root, 'cache', 'index.validators.json');
  const kept = JSON.parse(await readFile(file, 'utf8')) as object;
  const fetchedAt = new Date(Date.now() - hours * 3_600_000).toISOString();
  await writeFile(file, JSON.stringify({ ...kept, fetchedAt }));
  return fetchedAt.slice(0, 10);
}

describe('gv outdated', () => {
  it('shows each installed line with its newest patch and its end of life', async () => {
    await using box = await boxWith('1.23.1', '1.22.4', '1.20.14');
    expect(await box.gv(['outdated'])).toMatchObject({ code: 0, stdout: TABLE, stderr: '' });
    const { data } = JSON.parse((await box.gv(['outdated', '--json'])).stdout) as { data: unknown };
    expect(data).toMatchObject({
      index: { fetchedAt: expect.stringMatching(/^\d{4}-/) },
      lines: [
        { line: '1.23', state: 'supported', outdated: false },
        { line: '1.22', installed: ['1.22.4'], newest: '1.22.5', state: 'supported', outdated: true },
        { line: '1.20', state: 'ended', outdated: false },
      ],
    });
  });

  it('ends with 1 only under --exit-code, and only for a newer patch', async () => {
    await using box = await boxWith('1.23.1', '1.22.4', '1.20.14');
    expect(await box.gv(['outdated'])).toMatchObject({ code: 0 });
    expect(await box.gv(['outdated', '--exit-code'])).toMatchObject({ code: 1 });
  });

  it('shows a newer prerelease, which is nothing that --exit-code waits for', async () => {
    await using box = await boxWith('1.24rc1', '1.20.14');
    expect(await box.gv(['outdated', '--exit-code'])).toMatchObject({
      code: 0,
      stdout:
        '1.24  1.24rc1  -> 1.24rc2  prerelease\n' + //
        '1.20  1.20.14  up to date  end of life\n',
    });
  });

  it('asks nobody while what is known is fresh, and reads no index for it', async () => {
    await using box = await boxWith('1.23.1', '1.22.4', '1.20.14');
    await writeFile(join(box.root, 'cache', 'index.json'), 'damaged');
    const asked = server.requests.length;
    expect(await box.gv(['outdated'])).toMatchObject({ code: 0, stdout: TABLE });
    expect(server.requests).toHaveLength(asked);
  });

  it('answers offline from an old index and says how old it is', async () => {
    await using box = await boxWith('1.23.1', '1.22.4', '1.20.14');
    await ageIndex(box, 75);
    expect(await box.gv(['outdated', '--offline'])).toMatchObject({
      code: 0,
      stdout: TABLE,
      stderr: 'using a release index that is 3 days old: offline\n',
    });
  });

  it('and others warn of an index older than a week, even with -q', async () => {
    await using gone = await startReleaseServer({ releases: RELEASES, signer });
    const said =
      /^warning: using a release index that is 8 days old \(\d{4}-\d\d-\d\d\); newer releases may exist: /;
    for (const args of sampled([['outdated'], ['upgrade', '--dry-run'], ['list', '--remote']], 2)) {
      // A gv that has just found out that nobody answers would not say so again.
      await using box = await sandbox({ server: gone, signer });
      await install(box, '1.22.4');
      await gone.close();
      const day = await ageIndex(box, 8 * 24 + 1);
      const offline = await box.gv([...args, '--offline', '-q']);
      expect(offline).toMatchObject({ code: 0, stderr: expect.stringMatching(said) });
      expect(offline.stderr).toContain(day);
      expect(await box.gv(args)).toMatchObject({ code: 0, stderr: expect.stringMatching(said) });
    }
  });

  it('does not believe what is known of another server, and fails by name where nothing is known', async () => {
    await using box = await boxWith('1.23.1', '1.22.4', '1.20.14');
    const elsewhere = { env: { GV_DL_URL: 'http://127.0.0.1:9/other' } };
    expect(await box.gv(['outdated', '--offline'], elsewhere)).toMatchObject({ code: 4, stdout: '' });
  });

  it('knows a summary of an older gv, or a damaged one, to be none', async () => {
    await using box = await boxWith('1.23.1', '1.22.4', '1.20.14');
    const file = join(box.root, 'cache', 'index.validators.json');
    const kept = JSON.parse(await readFile(file, 'utf8')) as object;
    for (const newest of sampled([undefined, 7, [7], ['nonsense'], []], 2)) {
      await writeFile(file, JSON.stringify({ ...kept, newest }));
      expect(await box.gv(['outdated'])).toMatchObject({ code: 0, stdout: TABLE });
    }
  });

  it('says where to begin when nothing is installed', async () => {
    await using box = await sandbox();
    expect(await box.gv(['outdated', '--exit-code'])).toMatchObject({
      code: 0,
      stdout: 'nothing is installed yet: gv install latest\n',
    });
  });
});
