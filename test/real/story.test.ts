import { mkdirSync, symlinkSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { realMaterial } from '../support/real.ts';
import { startReleaseServer } from '../support/release-server.ts';
import { sharedSigner } from '../support/release-signing.ts';
import { everything, sampled } from '../support/sample.ts';
import { sandbox, type Ran, type Sandbox } from '../support/sandbox.ts';
import { madeOnce } from '../support/suite-directory.ts';
import { withMaterial } from '../support/unless.ts';

const VERSIONS = ['1.24.9', '1.27.0'] as const;
const archives = VERSIONS.map((version) => ({ version, name: `go${version}.linux-amd64.tar.gz` }));
const materials = archives.map(({ name }) => realMaterial(`dist/${name}`));
const paths = materials.flatMap((material) => ('path' in material ? [material.path] : []));
const missing = materials.flatMap((material) => ('missing' in material ? [material.missing] : []))[0];

async function realServer(): Promise<Awaited<ReturnType<typeof startReleaseServer>>> {
  const releases = archives.map(({ version, name }, index) => ({
    version,
    files: [{ fileName: name, os: 'linux', arch: 'amd64', path: paths[index] ?? '' }],
  }));
  return startReleaseServer({ releases, signer: await sharedSigner(), lifetimeMs: 600_000 });
}

/** A module with a test, in a directory of its own. */
async function writeModule(box: Sandbox, name: string): Promise<string> {
  const directory = join(box.project, name);
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, 'go.mod'), 'module example.test/m\n\ngo 1.21\n');
  await writeFile(
    join(directory, 'm.go'),
    'package main\n\nimport "runtime"\n\nfunc main() { println(runtime.Version()) }\n',
  );
  await writeFile(
    join(directory, 'm_test.go'),
    'package main\n\nimport "testing"\n\nfunc TestIt(t *testing.T) {}\n',
  );
  return directory;
}

/** No network, and what Go keeps lies in the sandbox. */
const GO_ENV = { GOPROXY: 'off', GOFLAGS: '-mod=mod', GOTOOLCHAIN: 'auto' };

describe('official releases', () => {
  const closing = new AsyncDisposableStack();
  let box: Sandbox;
  let installed: Ran;
  beforeAll(async () => {
    if (missing !== undefined) return;
    const server = closing.use(await realServer());
    box = closing.use(await sandbox({ server, signer: await sharedSigner() }));
    mkdirSync(join(box.home, '.cache'));
    symlinkSync(
      madeOnce('go-build', () => undefined),
      join(box.home, '.cache', 'go-build'),
    );
    installed = await box.gv(['install', ...VERSIONS]);
  });
  afterAll(() => closing.disposeAsync());

  withMaterial(missing)(
    'are installed, chosen and run: version, GOROOT, build, test, through the shims',
    async () => {
      expect(installed).toMatchObject({ code: 0 });
      const pinned = await writeModule(box, 'pinned');
      const free = await writeModule(box, 'free');
      expect(await box.gv(['use', '1.24.9'], { cwd: pinned })).toMatchObject({ code: 0 });
      expect(await box.gv(['use', '-g', '1.27.0'])).toMatchObject({ code: 0 });
      for (const [cwd, version] of [
        [pinned, '1.24.9'],
        [free, '1.27.0'],
      ] as const) {
        const go = (...args: readonly string[]): Promise<Ran> =>
          box.run(['go', ...args], { cwd, env: GO_ENV });
        const goroot = join(box.root, 'versions', version);
        expect((await go('version')).stdout).toBe(`go version go${version} linux/amd64\n`);
        expect((await go('env', 'GOROOT')).stdout).toBe(`${goroot}\n`);
        expect(await go('build', '-o', 'm', '.')).toMatchObject({ code: 0 });
        expect((await box.run(['./m'], { cwd })).stderr).toBe(`go${version}\n`);
        // Package testing and what it imports takes long to build; gv matrix runs go test in comparing.test.ts.
        if (everything()) expect(await go('test', './...')).toMatchObject({ code: 0 });
        expect((await box.gv(['which', 'gofmt'], { cwd })).stdout).toBe(`${join(goroot, 'bin', 'gofmt')}\n`);
        const manifest = `cd '${goroot}' && sha256sum --quiet -c '${join(box.root, 'receipts', `${version}.sha256`)}'`;
        expect(await box.run(['sh', '-c', manifest])).toMatchObject({ code: 0 });
      }
      // After all that the go command has built and tested with them.
      expect(await box.gv(['verify'])).toMatchObject({ code: 0 });
    },
  );

  withMaterial(missing)(
    'the go command finds the toolchain that go.mod asks for on PATH, without a download',
    async () => {
      const directory = await writeModule(box, 'above');
      await writeFile(join(directory, 'go.mod'), 'module example.test/m\n\ngo 1.27.0\n');
      await writeFile(join(directory, '.go-version'), '1.24.9\n');
      const switched = await box.run(['go', 'version'], { cwd: directory, env: GO_ENV });
      expect(switched.stdout).toBe('go version go1.27.0 linux/amd64\n');
      const exact = await box.gv(['exec', '--exact', '1.24.9', 'go', 'version'], {
        cwd: directory,
        env: GO_ENV,
      });
      expect(exact.stdout).toBe('go version go1.24.9 linux/amd64\n');
    },
  );

  withMaterial(missing)('a default base below the floor is raised to an installed patch', async () => {
    expect(await box.gv(['use', '-g', '1.24.9'])).toMatchObject({ code: 0 });
    const directory = await writeModule(box, 'raised');
    await writeFile(join(directory, 'go.mod'), 'module example.test/m\n\ngo 1.25\n');
    const env = { ...GO_ENV, PATH: `${join(box.root, 'shims')}:/usr/bin:/bin` };
    expect((await box.run(['go', 'version'], { cwd: directory, env })).stdout).toContain('go1.27.0');
    expect(await readFile(join(box.root, 'version'), 'utf8')).toBe('1.24.9\n');
    const local = { ...env, GOTOOLCHAIN: 'local' };
    expect((await box.run(['go', 'version'], { cwd: directory, env: local })).stdout).toContain('go1.24.9');
  });

  withMaterial(missing)('with one flipped byte anywhere are refused, and no toolchain appears', async () => {
    await using server = await realServer();
    await using fresh = await sandbox({ server, signer: await sharedSigner() });
    for (const at of sampled([40_000_000, 0, 78_693_174, 10], 2)) {
      server.set('go1.24.9.linux-amd64.tar.gz', { kind: 'lying-bytes', at });
      const ran = await fresh.gv(['install', '1.24.9']);
      expect(ran.code).toBe(5);
      expect((await fresh.run(['ls', join(fresh.root, 'versions')])).stdout).toBe('');
      expect((await fresh.run(['ls', join(fresh.root, 'cache')])).stdout).not.toContain('go1.24.9');
    }
  });
});
