import { readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PAGE, type Mode } from '../../support/release-modes.ts';
import { startReleaseServer } from '../../support/release-server.ts';
import { newSigner } from '../../support/release-signing.ts';
import { everything } from '../../support/sample.ts';
import { sandbox, type Ran, type Sandbox } from '../../support/sandbox.ts';
import { tarGz, toolchainEntries } from '../../support/tar-bytes.ts';
import { tinyRelease, tinyReleases } from '../../support/toolchains.ts';

const signer = await newSigner();
const stranger = await newSigner('Somebody else');
const ARCHIVE = 'go1.22.5.linux-amd64.tar.gz';
const GOOD_BYTES = tarGz(toolchainEntries('1.22.5'));
const OTHER_BYTES = tarGz(toolchainEntries('1.21.13'));
const text = (value: string): Mode => ({ kind: 'instead', bytes: Buffer.from(value) });

interface Case {
  readonly title: string;
  readonly path: string;
  readonly mode: Mode;
  readonly code: string;
  readonly exit: number;
}

/** Nothing is visible, nothing half done, and no bytes that failed stay behind. */
async function expectUntouched(box: Sandbox, exit: number): Promise<void> {
  expect(await entries(box, 'versions')).toEqual([]);
  expect(await entries(box, 'staging')).toEqual([]);
  expect(await entries(box, 'receipts')).toEqual([]);
  expect(await entries(box, 'aliases')).toEqual([]);
  if (exit === 5) expect((await entries(box, 'cache')).filter((name) => name.startsWith('go'))).toEqual([]);
}

async function entries(box: Sandbox, directory: string): Promise<readonly string[]> {
  return await readdir(join(box.root, directory)).catch(() => []);
}

function errorOf(ran: Ran): { readonly code: string; readonly exit: number; readonly hint: string | null } {
  return (JSON.parse(ran.stderr.trimEnd().split('\n').at(-1) ?? '') as { error: ReturnType<typeof errorOf> })
    .error;
}

const PROOFS: readonly Case[] = [
  {
    title: 'the index names another digest',
    path: 'index',
    mode: { kind: 'lying-digest' },
    code: 'digest-wrong',
    exit: 5,
  },
  {
    title: 'one byte of the archive is flipped',
    path: ARCHIVE,
    mode: { kind: 'lying-bytes', at: 200 },
    code: 'digest-wrong',
    exit: 5,
  },
  {
    title: 'no signature is served',
    path: `${ARCHIVE}.asc`,
    mode: { kind: 'status', status: 404 },
    code: 'signature-missing',
    exit: 5,
  },
  {
    title: 'HTML is served instead of the signature',
    path: `${ARCHIVE}.asc`,
    mode: { kind: 'page' },
    code: 'signature-malformed',
    exit: 5,
  },
  {
    title: 'a stranger signed',
    path: `${ARCHIVE}.asc`,
    mode: text(await stranger.sign(GOOD_BYTES)),
    code: 'signer-unknown',
    exit: 5,
  },
  {
    title: "another release's signature is served",
    path: `${ARCHIVE}.asc`,
    mode: text(await signer.sign(OTHER_BYTES)),
    code: 'signature-wrong',
    exit: 5,
  },
];

/** Others that go the same way as one above. */
const ALIKE: readonly Case[] = [
  {
    title: 'the first byte is flipped',
    path: ARCHIVE,
    mode: { kind: 'lying-bytes', at: 0 },
    code: 'digest-wrong',
    exit: 5,
  },
  {
    title: 'an empty signature is served',
    path: `${ARCHIVE}.asc`,
    mode: text(''),
    code: 'signature-malformed',
    exit: 5,
  },
];

const NETWORK: readonly Case[] = [
  { title: 'garbage answers for the index', path: 'index', mode: text('[{]'), code: 'bad-index', exit: 4 },
  {
    title: 'a captive portal answers for the archive',
    path: ARCHIVE,
    mode: { kind: 'page' },
    code: 'not-an-archive',
    exit: 4,
  },
  {
    title: 'the archive is not there',
    path: ARCHIVE,
    mode: { kind: 'status', status: 404 },
    code: 'http-status',
    exit: 4,
  },
  {
    title: 'the archive leads in a circle',
    path: ARCHIVE,
    mode: { kind: 'redirect', to: ARCHIVE },
    code: 'bad-redirect',
    exit: 4,
  },
];

describe('an install that cannot be proven or fetched', () => {
  it.each([...PROOFS, ...NETWORK, ...(everything() ? ALIKE : [])])(
    '$title: $code, exit $exit, nothing changed',
    async ({ path, mode, code, exit }) => {
      await using server = await startReleaseServer({ releases: tinyReleases('1.22.5'), signer });
      server.set(path, mode);
      await using box = await sandbox({ server, signer });
      const ran = await box.gv(['install', '1.22.5', '--json']);
      expect(errorOf(ran)).toMatchObject({ code, exit });
      expect(ran.code).toBe(exit);
      await expectUntouched(box, exit);
    },
  );

  it('content of another release under a good digest and a good signature is refused', async () => {
    const release = tinyRelease('1.22.5', toolchainEntries('1.21.13'));
    await using server = await startReleaseServer({ releases: [release], signer });
    await using box = await sandbox({ server, signer });
    const ran = await box.gv(['install', '1.22.5', '--json']);
    expect(errorOf(ran)).toMatchObject({ code: 'content-wrong', exit: 5 });
    await expectUntouched(box, 5);
  });

  it("another platform's toolchain is refused", async () => {
    const release = tinyRelease('1.22.5', toolchainEntries('1.22.5', 'linux_arm64'));
    await using server = await startReleaseServer({ releases: [release], signer });
    await using box = await sandbox({ server, signer });
    expect(errorOf(await box.gv(['install', '1.22.5', '--json']))).toMatchObject({ code: 'content-wrong' });
    await expectUntouched(box, 5);
  });

  it('a digest that changed since it was proven is refused, even with a new signature', async () => {
    await using first = await startReleaseServer({ releases: tinyReleases('1.22.5'), signer });
    const changed = [...toolchainEntries('1.22.5'), { path: 'go/src/evil.go', body: 'package evil\n' }];
    await using second = await startReleaseServer({ releases: [tinyRelease('1.22.5', changed)], signer });
    await using box = await sandbox({ server: first, signer });
    await box.gv(['install', '1.22.5']);
    await box.gv(['uninstall', '--force', '1.22.5']);
    const own = join(box.root, 'trust', 'archives.own.sha256');
    const official = join(box.root, 'trust', 'archives.sha256');
    for (const record of [own, official]) {
      if (record === official) await rename(own, official);
      const ran = await box.gv(['install', '1.22.5', '--json'], { env: { GV_DL_URL: second.base } });
      expect(errorOf(ran)).toMatchObject({ code: 'digest-changed', exit: 5 });
      expect(await readdir(join(box.root, 'versions'))).toEqual([]);
    }
  });

  it('without the key in the config or on the command line, its signature counts for nothing', async () => {
    await using server = await startReleaseServer({ releases: tinyReleases('1.22.5'), signer });
    await using box = await sandbox({ server });
    expect(errorOf(await box.gv(['install', '1.22.5', '--json']))).toMatchObject({
      code: 'signer-unknown',
      exit: 5,
    });
    await box.run(['sh', '-c', 'cat > key.asc <<EOF\n' + signer.publicKey + '\nEOF']);
    expect(await box.gv(['install', '1.22.5', '--keyring', 'key.asc'])).toMatchObject({ code: 0 });
    expect((await box.gv(['list'])).stdout).toContain('signed by a key of your keyring');
  });

  it('nobody listens: exit 4 with the host and the cure', async () => {
    await using box = await sandbox({ env: { GV_DL_URL: 'http://127.0.0.1:9/dl' } });
    const ran = await box.gv(['install', '1.22.5']);
    expect(ran.code).toBe(4);
    expect(ran.stderr).toMatch(/127\.0\.0\.1:9[^]*GV_DL_URL/);
    expect(ran.stderr).not.toMatch(/^\s+at /m);
  });

  it('credentials in addresses are never shown, not even with --verbose', async () => {
    await using server = await startReleaseServer({
      releases: tinyReleases('1.22.5'),
      signer,
      mode: { kind: 'status', status: 403 },
    });
    const url = new URL(server.base);
    [url.username, url.password] = ['somebody', 'hunter2'];
    await using box = await sandbox({ signer, env: { GV_DL_URL: url.href } });
    const ran = await box.gv(['install', '1.22.5', '--verbose']);
    expect(ran.code).toBe(4);
    expect(ran.stdout + ran.stderr).not.toContain('hunter2');
  });

  it('control characters of a server never reach the terminal', async () => {
    const page = `[{"version":"go1.22.5\u001b[2J","files":[]}]${PAGE}\u001b]0;owned\u0007`;
    await using server = await startReleaseServer({ releases: tinyReleases('1.22.5'), signer });
    server.set('index', text(page));
    await using box = await sandbox({ server, signer });
    const ran = await box.gv(['install', '1.22.5', '--verbose']);
    expect(ran.code).toBe(4);
    // oxlint-disable-next-line no-control-regex
    expect(ran.stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f]/);
  });
});

describe('--unproven', () => {
  it('lets in what lacks a signature, loudly and marked, and never what fails one', async () => {
    await using server = await startReleaseServer({ releases: tinyReleases('1.22.5', '1.21.13') });
    await using box = await sandbox({ server });
    const ran = await box.gv(['install', '1.22.5', '--unproven', '-q']);
    expect(ran).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('warning: go 1.22.5 is NOT proven'),
    });
    expect((await box.gv(['list'])).stdout).toContain('UNPROVEN');
    server.set('go1.21.13.linux-amd64.tar.gz', { kind: 'lying-bytes', at: 100 });
    expect((await box.gv(['install', '1.21.13', '--unproven'])).code).toBe(5);
  });

  it('is no environment variable and no config key', async () => {
    await using server = await startReleaseServer({ releases: tinyReleases('1.22.5') });
    await using box = await sandbox({ server, env: { GV_UNPROVEN: '1' } });
    expect((await box.gv(['install', '1.22.5'])).code).toBe(5);
    expect((await box.gv(['config', 'set', 'unproven', 'on'])).code).toBe(2);
  });
});
