import { chmod, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startReleaseServer } from '../../support/release-server.ts';
import { newSigner } from '../../support/release-signing.ts';
import { sampled } from '../../support/sample.ts';
import { sandbox, type Sandbox } from '../../support/sandbox.ts';
import { scriptedToolchains } from '../../support/scripted-go.ts';
import { tinyReleases } from '../../support/toolchains.ts';

/* What the tests of other managers say of writing, installing and removing; each title ends with the test it comes from. */

const signer = await newSigner();

const LIST = [
  '1.10.9',
  '1.10.10',
  '1.16.15',
  '1.17.13',
  '1.18.1',
  '1.18.2',
  '1.18.10',
  '1.19.13',
  '1.20.7',
  '1.20.11',
  '1.21.0',
  '1.21.4',
];

function text(box: Sandbox, name: string): Promise<string> {
  return readFile(join(box.project, name), 'utf8');
}

async function shop(): Promise<Sandbox & { readonly requests: () => number }> {
  const server = await startReleaseServer({ releases: tinyReleases(...LIST), signer });
  const box = await sandbox({ server, signer });
  return {
    ...box,
    requests: () => server.requests.length,
    [Symbol.asyncDispose]: async () => {
      await box[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

describe('writing a choice', () => {
  it('latest is the highest number, not the longest text; --unset removes the file, twice (goenv: goenv-local)', async () => {
    const releases = tinyReleases('1.9.10', '1.10.9', '1.10.10');
    await using server = await startReleaseServer({ releases, signer });
    await using box = await sandbox({ server, signer });
    expect((await box.gv(['use', 'latest'])).code).toBe(0);
    expect(await text(box, '.go-version')).toBe('1.10.10\n');
    expect((await box.gv(['use', '--unset'])).code).toBe(0);
    expect(await readdir(box.project)).toEqual([]);
    expect((await box.gv(['use', '--unset'])).code).toBe(0);
  });

  it('a version that does not exist leaves the file as it was (goenv: goenv-local)', async () => {
    await using box = await shop();
    await writeFile(join(box.project, '.go-version'), '1.20.7\n');
    expect((await box.gv(['use', '1.2.4'])).code).toBe(3);
    expect(await text(box, '.go-version')).toBe('1.20.7\n');
  });

  it('.tool-versions keeps its comments, gets no second line, needs no last newline, in a directory with blanks (asdf: version_commands)', async () => {
    await using box = await shop();
    await scriptedToolchains(box, '1.20.11', '1.21.4');
    const cwd = join(box.project, 'my project');
    await mkdir(cwd);
    await writeFile(join(cwd, '.tool-versions'), '# tools\nnodejs 22 # lts\ngolang 1.20.11');
    expect((await box.gv(['use', '1.21.4'], { cwd })).code).toBe(0);
    expect(await text(box, 'my project/.tool-versions')).toBe('# tools\nnodejs 22 # lts\ngolang 1.21.4');
    expect(await readdir(cwd)).toEqual(['.tool-versions']);
  });
});

describe('installing', () => {
  it.each(
    sampled(
      [
        ['1.20.x', '1.20.11'],
        ['1.20.*', '1.20.11'],
        ['~1.18.2', '1.18.10'],
        ['^1', '1.21.4'],
        ['<1.18', '1.17.13'],
        ['1.16 - 1.20.7', '1.20.7'],
        ['1.18@latest', '1.18.10'],
        ['go1.18', '1.18.10'],
        ['1.19', '1.19.13'],
        ['1.21.0', '1.21.0'],
        ['stable', '1.21.4'],
        ['oldstable', '1.20.11'],
      ],
      3,
    ),
  )(
    '%s is %s (voidint/g: finder_test, gobrew: helpers_test, proto: versions_test, setup-go)',
    async (query, version) => {
      await using box = await shop();
      expect((await box.gv(['install', '-q', query])).code).toBe(0);
      expect(await readdir(join(box.root, 'versions'))).toEqual([version]);
    },
  );

  it('a query that nothing meets, or that is none, leaves nothing behind (voidint/g: finder_test, goenv: goenv-install)', async () => {
    await using box = await shop();
    for (const [query, code] of [
      ['<1.10', 3],
      ['voidint', 2],
      ['1.99.0', 3],
      ['9', 3],
    ] as const) {
      const ran = await box.gv(['install', query]);
      expect([query, ran.code, ran.stdout]).toEqual([query, code, '']);
      expect(ran.stderr).not.toBe('');
      expect((await box.run(['ls', join(box.root, 'versions')])).stdout).toBe('');
    }
  });

  it('again: says so on stderr and fetches nothing (fnm: existing-installation)', async () => {
    await using box = await shop();
    await scriptedToolchains(box, '1.21.4');
    const before = box.requests();
    expect(await box.gv(['install', '1.21.4'])).toEqual({
      code: 0,
      stdout: '',
      stderr: 'go 1.21.4 is already installed\n',
    });
    expect(box.requests()).toBe(before);
  });

  it('an older one than go.mod asks for can be installed (mise: test_go_slow)', async () => {
    await using box = await shop();
    await writeFile(join(box.project, 'go.mod'), 'module m\n\ngo 1.22\n');
    expect((await box.gv(['install', '-q', '1.21.4'])).code).toBe(0);
    expect((await box.gv(['list'])).stdout).toContain('1.21.4');
  });

  it('a base address may end with a slash; 404 names the address (setup-go)', async () => {
    await using server = await startReleaseServer({ releases: tinyReleases('1.21.4', '1.20.7'), signer });
    await using box = await sandbox({ server, signer });
    expect((await box.gv(['install', '-q', '1.21.4'], { env: { GV_DL_URL: `${server.base}/` } })).code).toBe(
      0,
    );
    server.set('go1.20.7.linux-amd64.tar.gz', { kind: 'status', status: 404 });
    const ran = await box.gv(['install', '1.20.7']);
    expect(ran.code).toBe(4);
    expect(ran.stderr).toContain(`${server.base}/go1.20.7.linux-amd64.tar.gz`);
  });
});

describe('what cannot be had', () => {
  it('a release without an archive for this platform is named with those that it has (goenv: goenv-install)', async () => {
    const [release] = tinyReleases('1.22.5');
    const files = (release?.files ?? []).map((file) => ({
      ...file,
      fileName: 'go1.22.5.plan9-386.tar.gz',
    }));
    await using server = await startReleaseServer({ releases: [{ version: '1.22.5', files }], signer });
    await using box = await sandbox({ server, signer });
    const ran = await box.gv(['install', '1.22.5']);
    expect(ran).toMatchObject({ code: 3, stderr: expect.stringContaining('it has archives for plan9-386') });
    expect((await box.gv(['list'])).stdout).toMatch(/^nothing is installed/);
  });
});

describe('removing and rehashing', () => {
  it('a directory that is read-only is removed too, and what is current stays (gobrew: gobrew_test)', async () => {
    await using box = await sandbox();
    await scriptedToolchains(box, '1.20.11', '1.21.4');
    await mkdir(join(box.root, 'versions', '1.20.11', 'deep', 'er'), { recursive: true });
    await chmod(join(box.root, 'versions', '1.20.11', 'deep'), 0o555);
    expect((await box.gv(['uninstall', '1.20.11'])).code).toBe(0);
    expect(await readdir(join(box.root, 'versions'))).toEqual(['1.21.4']);
  });

  it('--dry-run removes nothing (mise: test_uninstall)', async () => {
    await using box = await sandbox();
    await scriptedToolchains(box, '1.20.11', '1.21.4');
    expect((await box.gv(['uninstall', '--dry-run', '1.20.11'])).code).toBe(0);
    expect(await readdir(join(box.root, 'versions'))).toEqual(['1.20.11', '1.21.4']);
  });

  it('links of removed toolchains go, 1.1 is not 1.10, a person’s own program stays (asdf: reshim_command)', async () => {
    await using box = await sandbox();
    await scriptedToolchains(box, '1.1.1', '1.10.1');
    await writeFile(join(box.root, 'shims', 'mine'), '');
    await box.gv(['uninstall', '--force', '1.1.1']);
    await box.gv(['rehash']);
    expect(await readdir(join(box.root, 'shims'))).toEqual(['go', 'go1.10.1', 'gofmt', 'mine']);
    expect(await readdir(join(box.root, 'aliases'))).toEqual(['1', '1.10', 'latest', 'stable']);
  });
});
