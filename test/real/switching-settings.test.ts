import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { explain } from '../../src/jobs/diagnose/explain.ts';
import { agree, worldIn } from '../support/agreement.ts';
import { random } from '../support/random.ts';
import { GOPROXY, proxyMissing, realToolchains } from '../support/real-go.ts';
import { everything, sampled } from '../support/sample.ts';
import type { Sandbox } from '../support/sandbox.ts';
import { faultsOf, sceneOf, smallest } from '../support/scenes.ts';
import { weekly } from '../support/unless.ts';
import { unless } from '../support/unless.ts';

const missing = await proxyMissing();
const rarely = missing === undefined ? weekly : unless(missing);

/** Another seed gives other scenes. */
const SEED = Number(process.env['GV_TEST_SEED'] ?? 14);
const BATCHES = 10;
const SCENES = everything() ? 30 : 3;

describe('explain and the go command agree on settings and places', () => {
  let box: Sandbox;
  beforeAll(async () => {
    if (missing === undefined) box = await realToolchains(['1.22.5', '1.24.9', '1.27.3']);
  });
  afterAll(async () => {
    if (missing === undefined) await box[Symbol.asyncDispose]();
  });

  const PIN = { '.go-version': '1.24.9\n' };
  const ABOVE = { ...PIN, 'go.mod': 'module m\n\ngo 1.27.3\n' };

  unless(missing)('GO111MODULE and GOWORK, and go.work without go.mod', async () => {
    for (const GO111MODULE of ['off', 'auto', 'on', 'nonsense']) {
      await agree(box, ABOVE, { GO111MODULE });
      await agree(box, { ...PIN, 'go.work': 'go 1.27.3\n' }, { GO111MODULE });
    }
    const work = join(box.home, 'elsewhere.work');
    writeFileSync(work, 'go 1.22\n');
    for (const GOWORK of ['off', 'auto', work, join(box.home, 'none.work'), 'relative.work'])
      await agree(box, { ...ABOVE, 'go.work': 'go 1.24.9\n' }, { GOWORK });
    expect((await agree(box, ABOVE, { GOWORK: work })).floor).toMatchObject({ version: '1.22', file: work });
  });

  unless(missing)(
    'a GOWORK that is refused ends every go from 1.23 on, and an older one where a file could decide',
    async () => {
      const settings = ['1.22.5', '1.24.9', '1.27.3'].flatMap((GV_VERSION) =>
        ['', 'auto', 'off'].flatMap((GO111MODULE) =>
          ['auto', 'local', 'go1.22.5', 'go1.24.9'].map((GOTOOLCHAIN) => ({
            GV_VERSION,
            GO111MODULE,
            GOTOOLCHAIN,
          })),
        ),
      );
      for (const each of sampled(settings, 5)) await agree(box, {}, { ...each, GOWORK: 'relative.work' });
      const asked = { GV_VERSION: '1.24.9', GOTOOLCHAIN: 'local', GOWORK: 'relative.work' };
      expect((await agree(box, {}, asked)).runs).toMatchObject({
        how: 'fails',
        why: 'invalid GOWORK: not an absolute path',
      });
    },
  );

  unless(missing)('a byte order mark, which is a letter to go', async () => {
    await agree(box, { ...PIN, 'go.mod': '\uFEFFgo 1.27.3\n' });
    const GOENV = join(box.home, 'marked');
    writeFileSync(GOENV, '\uFEFFGOTOOLCHAIN=local\n');
    expect((await agree(box, ABOVE, { GOENV })).gotoolchain.value).toBe('auto');
  });

  unless(missing)(
    'a go.mod in the very directory for temporary files is none (golang.org/issue/26708)',
    async () => {
      const cwd = mkdtempSync(join(box.project, 'tmp-'));
      writeFileSync(join(cwd, 'go.mod'), 'module m\n\ngo 1.27.3\n');
      writeFileSync(join(cwd, '.go-version'), '1.24.9\n');
      const env = { ...box.env, PWD: cwd, TMPDIR: cwd };
      expect((await explain(worldIn(box, cwd, env))).runs).toMatchObject({ version: '1.24.9', how: 'base' });
      expect((await box.run(['go', 'version'], { cwd, env })).stdout).toContain('go1.24.9');
    },
  );

  unless(missing)(
    'go env -w GOTOOLCHAIN, written by go itself; the policy before it, the environment before both',
    async () => {
      const GOENV = join(box.home, 'goenv');
      const go = ['go', 'env', '-w', 'GOTOOLCHAIN=local'];
      expect((await box.run(go, { env: { GOENV, GV_VERSION: '1.24.9' } })).code).toBe(0);
      expect(await agree(box, ABOVE, { GOENV })).toMatchObject({
        gotoolchain: { value: 'local', from: GOENV },
        runs: { how: 'base', version: '1.24.9' },
        warnings: [{ code: 'pin-below-floor' }],
      });
      for (const policy of ['auto', 'path', 'local']) {
        await box.gv(['config', 'set', 'toolchain-policy', policy]);
        expect((await agree(box, ABOVE, { GOENV })).gotoolchain.value).toBe(policy);
        await agree(box, { ...PIN, 'go.mod': 'go 1.26.99\n' }, { GOENV });
        expect((await agree(box, ABOVE, { GOENV, GOTOOLCHAIN: 'auto' })).runs.how).toBe('path');
      }
      await box.gv(['config', 'unset', 'toolchain-policy']);
      writeFileSync(GOENV, 'GOTOOLCHAIN=\n');
      expect((await agree(box, ABOVE, { GOENV })).runs).toMatchObject({ how: 'base' });
    },
  );

  unless(missing)(
    'where it stays below the floor, go build refuses, as the warning says (gotoolchain_local)',
    async () => {
      const cwd = mkdtempSync(join(box.project, 'build-'));
      writeFileSync(join(cwd, 'go.mod'), 'module m\n\ngo 1.27.3\ntoolchain default\n');
      writeFileSync(join(cwd, '.go-version'), '1.24.9\n');
      const { stdout } = await box.gv(['explain'], { cwd });
      expect(stdout).toContain('go build will refuse');
      expect(await box.run(['go', 'build'], { cwd })).toMatchObject({
        code: 1,
        stderr: 'go: go.mod requires go >= 1.27.3 (running go 1.24.9; go.mod sets toolchain default)\n',
      });
    },
  );

  unless(missing)(
    'a default below the floor is raised to an installed patch; a pin is cured by gv use mod',
    async () => {
      writeFileSync(join(box.root, 'version'), '1.22.5\n');
      const texts = ['go 1.27\n', 'go 1.24\n', 'go 1.26.1\n', 'go 1.22.5\n', 'go 1.999\n'];
      const settings = texts.flatMap((text) =>
        ['', 'local', 'path', 'go1.22.5+auto'].map((GOTOOLCHAIN) => ({ text, GOTOOLCHAIN })),
      );
      for (const { text, GOTOOLCHAIN } of sampled(settings, 3))
        await agree(box, { 'go.mod': text }, { GOTOOLCHAIN });
      const raised = await agree(box, { 'go.mod': 'go 1.27\n' });
      expect(raised).toMatchObject({
        base: { version: '1.27.3', raised: { from: '1.22.5' } },
        runs: { how: 'base' },
      });
      const cwd = mkdtempSync(join(box.project, 'use-'));
      writeFileSync(join(cwd, 'go.mod'), 'module m\n\ngo 1.27\n');
      writeFileSync(join(cwd, '.go-version'), '1.24.9\n');
      expect((await box.run(['go', 'version'], { cwd })).code).toBe(1);
      expect((await box.gv(['use', '1.27.3', '--offline'], { cwd })).code).toBe(0);
      expect((await box.run(['go', 'version'], { cwd })).stdout).toContain('go1.27.3');
    },
  );

  unless(missing)(
    'without the shims on PATH go finds nothing to switch to; a relative hit hides a later one',
    async () => {
      await agree(box, ABOVE, { PATH: '/usr/bin:/bin' });
      const shims = join(box.root, 'shims');
      const cwd = mkdtempSync(join(box.project, 'relative-'));
      writeFileSync(join(cwd, 'go.mod'), 'module m\n\ngo 1.27.3\n');
      writeFileSync(join(cwd, '.go-version'), '1.24.9\n');
      symlinkSync(join(shims, 'go1.27.3'), join(cwd, 'go1.27.3'));
      const env = { ...box.env, PWD: cwd, PATH: `.:${shims}:/usr/bin:/bin` };
      expect((await explain(worldIn(box, cwd, env))).runs.how).toBe('fails');
      expect((await box.run([join(shims, 'go'), 'version'], { cwd, env })).code).not.toBe(0);
    },
  );

  unless(missing)(
    'a system Go is followed too, by its own go.env or that of an exported GOROOT',
    async () => {
      const system = join(box.root, 'versions', '1.24.9', 'bin');
      const bin = join(box.home, 'system');
      mkdirSync(bin, { recursive: true });
      symlinkSync(join(system, 'go'), join(bin, 'go'));
      const PATH = `${join(box.root, 'shims')}:${bin}:/usr/bin:/bin`;
      const files = { ...ABOVE, '.go-version': 'system\n' };
      expect((await agree(box, files, { PATH })).runs).toMatchObject({ version: '1.27.3', how: 'path' });
      const goroot = join(box.home, 'goroot');
      mkdirSync(goroot, { recursive: true });
      writeFileSync(join(goroot, 'go.env'), 'GOTOOLCHAIN=local\n');
      expect((await agree(box, files, { PATH, GOROOT: goroot })).runs).toMatchObject({
        version: '1.24.9',
        how: 'base',
      });
    },
  );

  rarely(
    'what go downloaded earlier is in its module cache, and runs from there without a network',
    async () => {
      const GOMODCACHE = join(box.home, 'modcache');
      const files = { ...PIN, 'go.mod': 'module m\n\ngo 1.25.0\n' };
      expect((await agree(box, files, { GOMODCACHE })).runs.how).toBe('fails');
      const got = await box.run(['go', 'version'], {
        env: { GOMODCACHE, GOPROXY, GOTOOLCHAIN: 'go1.25.0', GV_VERSION: '1.24.9' },
      });
      expect(got.stdout).toContain('go1.25.0');
      expect((await agree(box, files, { GOMODCACHE })).runs).toMatchObject({
        how: 'download',
        version: '1.25.0',
        path: expect.stringContaining(`${GOMODCACHE}/golang.org/toolchain@v0.0.1-go1.25.0.`) as unknown,
      });
      await box.run(['chmod', '-R', 'u+w', GOMODCACHE]);
    },
  );

  const next = random(SEED);
  for (let batch = 1; batch <= BATCHES; batch++) {
    unless(missing)(`projects, pins and settings by chance, part ${batch} of seed ${SEED}`, async () => {
      for (let count = 0; count < SCENES; count++) {
        const scene = sceneOf(next);
        if ((await faultsOf(box, scene)).length === 0) continue;
        const least = await smallest(box, scene);
        expect({ least, faults: await faultsOf(box, least) }, `seed ${SEED}`).toEqual({ least, faults: [] });
      }
    });
  }
});
