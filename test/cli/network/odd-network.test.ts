import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startModuleProxy } from '../../support/module-proxy.ts';
import { firstly, type Mode } from '../../support/release-modes.ts';
import { startReleaseServer, type ReleaseServer } from '../../support/release-server.ts';
import { newSigner } from '../../support/release-signing.ts';
import { sampled } from '../../support/sample.ts';
import { sandbox, type Ran, type Sandbox } from '../../support/sandbox.ts';
import { tinyReleases } from '../../support/toolchains.ts';

const signer = await newSigner();
const ARCHIVE = 'go1.22.5.linux-amd64.tar.gz';
const PORTAL = 'this looks like a sign-in page of the network';
const DEAD = 'http://127.0.0.1:9';

function releases(mode: Mode = { kind: 'good' }): Promise<ReleaseServer> {
  return startReleaseServer({ releases: tinyReleases('1.22.5', '1.21.13'), signer, mode });
}

function errorOf({ stderr }: Ran): {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
} {
  const last = stderr.trimEnd().split('\n').at(-1) ?? '';
  return (JSON.parse(last) as { error: ReturnType<typeof errorOf> }).error;
}

interface Line {
  readonly event?: Readonly<Record<string, unknown>>;
}

function eventsOf({ stdout }: Ran): readonly Readonly<Record<string, unknown>>[] {
  const lines = stdout.trimEnd().split('\n');
  const parsed = lines.map((line) => JSON.parse(line) as Line);
  return parsed.flatMap(({ event }) => (event === undefined ? [] : [event]));
}

describe('a sign-in page of the network', () => {
  const page: Mode = { kind: 'page' };
  it.each(
    sampled(
      [
        ['the index', 'index', page, 'bad-index'],
        ['an archive', ARCHIVE, page, 'not-an-archive'],
        [
          'the index, by bytes alone',
          'index',
          { kind: 'instead', bytes: Buffer.from('\ufeff\n<html>'), type: 'text/plain' },
          'bad-index',
        ],
      ] as const,
      2,
    ),
  )('is named where %s was asked for', async (_, path, mode, code) => {
    await using server = await releases();
    server.set(path, mode);
    await using box = await sandbox({ server, signer });
    const ran = await box.gv(['install', '1.22.5', '--json']);
    expect([ran.code, errorOf(ran).code]).toEqual([4, code]);
    expect(errorOf(ran).message).toContain(PORTAL);
    expect(errorOf(ran).hint).toContain('sign in');
  });

  it.each(
    sampled(
      [
        ['a page', page],
        ['other data', { kind: 'instead', bytes: Buffer.from('{"login":1}'), type: 'application/json' }],
      ] as const,
      2,
    ),
  )('is named with its host where the network redirects there, to %s', async (_, mode) => {
    await using portal = await releases(mode);
    const elsewhere = portal.origin.replace('127.0.0.1', 'localhost');
    await using server = await releases();
    server.set('index', { kind: 'redirect', to: `${elsewhere}/login` });
    await using box = await sandbox({ server, signer });
    const failure = errorOf(await box.gv(['list', '--remote', '--json']));
    expect(failure.message).toContain(`which sends to ${new URL(elsewhere).host}: ${PORTAL}`);
    expect(failure.hint).toContain(`${elsewhere}/login`);
  });

  it('is named for a module proxy, with the setting that chose it', async () => {
    await using proxy = await startModuleProxy({ mode: { kind: 'page' } });
    await using box = await sandbox({ env: { GOPROXY: proxy.url } });
    const ran = await box.gv(['install', '1.22.5', '--source', 'proxy', '--json']);
    expect([ran.code, errorOf(ran).message]).toEqual([4, expect.stringContaining(PORTAL)]);
    expect(errorOf(ran).hint).toMatch(/sign in.*GOPROXY/);
  });

  it('is asked for by the network itself with status 511, once', async () => {
    await using server = await releases({ kind: 'status', status: 511 });
    await using box = await sandbox({ server, signer });
    const ran = await box.gv(['install', '1.22.5', '--json']);
    expect([ran.code, errorOf(ran).message]).toEqual([4, expect.stringContaining('wants you to sign in')]);
    expect(server.requests).toHaveLength(1);
  });
});

describe('GV_MIRROR', () => {
  it('is a list: the next one serves where one is dead, empty or a web page, and the bytes are proven', async () => {
    await using server = await releases();
    await using empty = await releases({ kind: 'status', status: 404 });
    await using page = await releases({ kind: 'page' });
    await using good = await releases();
    const nested = `${good.origin}/mirror/{version}/{file}`;
    const mirrors = `${DEAD}/go, ${empty.origin}/ ${page.origin} ${nested}`;
    await using box = await sandbox({ server, signer, env: { GV_MIRROR: mirrors } });
    const ran = await box.gv(['install', '1.22.5', '--json']);
    expect([ran.code, ran.stderr]).toEqual([0, '']);
    const url = `${good.origin}/mirror/1.22.5/${ARCHIVE}`;
    expect(eventsOf(ran).find(({ type }) => type === 'downloaded')).toMatchObject({ url });
    expect(server.requestsFor(ARCHIVE)).toEqual([]);
    expect(await receipt(box)).toMatchObject({ source: url, unproven: false });
  });

  it('is named, error 5, where one serves wrong bytes, and the next one is not asked', async () => {
    await using server = await releases();
    await using liar = await releases();
    liar.set(ARCHIVE, { kind: 'lying-bytes', at: 200 });
    await using box = await sandbox({ server, signer, env: { GV_MIRROR: `${liar.origin}/m/` } });
    const ran = await box.gv(['install', '1.22.5', '--json']);
    expect([ran.code, errorOf(ran).code]).toEqual([5, 'digest-wrong']);
    expect(errorOf(ran).message).toContain(`${liar.origin}/m/${ARCHIVE}`);
    expect(server.requestsFor(ARCHIVE)).toEqual([]);
  });
});

async function receipt(box: Sandbox): Promise<unknown> {
  return JSON.parse(await readFile(join(box.root, 'receipts', '1.22.5.json'), 'utf8'));
}

describe('GV_DL_URL', () => {
  it.each(sampled(['/company/go/dl//', '/dl', '/dl/', '/?token=1'], 4))('may be %j', async (path) => {
    await using server = await releases();
    await using box = await sandbox({ signer, env: { GV_DL_URL: `${server.origin}${path}` } });
    expect(await box.gv(['install', '1.22.5', '-q'])).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('an index that cannot be asked for anew', () => {
  async function keptFor(box: Sandbox, days: number): Promise<void> {
    const file = join(box.root, 'cache', 'index.validators.json');
    const kept = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
    const fetchedAt = new Date(Date.now() - days * 86_400_000 - 60_000).toISOString();
    await writeFile(file, JSON.stringify({ ...kept, fetchedAt }));
  }

  it('says how old it is, and warns after a week', async () => {
    await using server = await releases();
    await using box = await sandbox({ server, signer });
    await box.gv(['list', '--remote']);
    await keptFor(box, 3);
    const young = await box.gv(['list', '--remote', '--offline']);
    expect(young).toMatchObject({ code: 0, stderr: 'using a release index that is 3 days old: offline\n' });
    await keptFor(box, 9);
    const old = await box.gv(['list', '--remote', '--offline', '-q']);
    expect(old.stderr).toMatch(
      /^warning: using a release index that is 9 days old \(.*\); newer releases may exist/,
    );
    const json = await box.gv(['ls-remote', '--json', '--offline']);
    expect(eventsOf(json)).toMatchObject([{ type: 'old-index', why: 'offline' }]);
    await server.close();
    expect((await box.gv(['list', '--remote'])).stderr).toMatch(/9 days old .*: cannot reach/);
  });

  it('serves gv install --offline for what is there, which then asks nobody', async () => {
    await using server = await releases();
    await using box = await sandbox({ server, signer });
    await box.gv(['install', '1.22.5', '-q']);
    const asked = server.requests.length;
    expect(await box.gv(['install', 'latest', '--offline', '-q'])).toMatchObject({ code: 0 });
    const ran = await box.gv(['install', '1.21', '--offline', '--json']);
    expect([ran.code, errorOf(ran).code]).toEqual([4, 'offline']);
    expect(server.requests).toHaveLength(asked);
  });
});

describe('a download that did not go smoothly', () => {
  it('is summed up on stderr and in JSON: retries and what was here already', async () => {
    await using server = await releases();
    server.set(ARCHIVE, firstly(1, { kind: 'truncated', after: 100 }));
    await using box = await sandbox({ server, signer });
    const ran = await box.gv(['install', '1.22.5']);
    expect(ran.stderr).toMatch(/downloaded go1\.22\.5\.linux-amd64\.tar\.gz \(\d+ B in [\d.]+ s, 1 retry\)/);
    server.set('go1.21.13.linux-amd64.tar.gz', firstly(1, { kind: 'truncated', after: 100 }));
    const json = await box.gv(['install', '1.21.13', '--json']);
    expect(eventsOf(json).find(({ type }) => type === 'downloaded')).toMatchObject({
      retries: 1,
      resumed: 0,
    });
  });
});
