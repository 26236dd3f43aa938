import { createHash } from 'node:crypto';
import { appendFileSync, chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { manifestText } from '../../../src/core/toolchain/manifest.ts';
import { receiptText } from '../../../src/core/toolchain/receipt.ts';
import { keepImport } from '../../../src/jobs/import/record.ts';
import { planUndo, undoImport, type UndoPlan } from '../../../src/jobs/import/undo.ts';
import { layGoTree } from '../../support/go-trees.ts';
import { runIn, testWorld, type TestWorld } from '../../support/test-world.ts';

const SOURCE = '/h/.goenv/versions/1.22.5';
const FILES = ['VERSION', 'bin/go', 'src/runtime/proc.go', 'pkg/tool/linux_amd64/compile'];

function put(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

interface Imported extends TestWorld {
  readonly pin: string;
  readonly tree: string;
}

/** A world after an import of 1.22.5, which chose the global version and wrote a pin in `p`. */
async function imported(): Promise<Imported> {
  const world = await testWorld({ env: { PATH: '/usr/bin:/bin' } });
  const { layout, folder } = world;
  const [tree, pin] = [layout.toolchain('1.22.5'), join(folder, 'p/.go-version')];
  layGoTree(tree, '1.22.5');
  chmodSync(join(tree, 'pkg/tool/linux_amd64/compile'), 0o755);
  const digest = (path: string): string =>
    createHash('sha256')
      .update(readFileSync(join(tree, path)))
      .digest('hex');
  put(layout.manifest('1.22.5'), manifestText(FILES.map((path) => ({ path, sha256: digest(path) }))));
  const receipt = {
    schema: 1,
    release: '1.22.5',
    platform: 'linux/amd64',
    archive: 'v0.0.1-go1.22.5.linux-amd64.zip',
    source: SOURCE,
    sha256: '',
    size: 0,
    proofs: [],
    unproven: false,
    missing: [],
    installed: '2026-11-28T12:00:01.000Z',
  } as const;
  put(layout.receipt('1.22.5'), receiptText(receipt));
  put(layout.globalVersion, '1.22\n');
  put(layout.projects, `${dirname(pin)}\n`);
  put(pin, '1.22.5\n');
  await keepImport(world, {
    schema: 1,
    began: '2026-11-28T12:00:00.000Z',
    toolchains: [{ release: '1.22.5', source: SOURCE }],
    global: '1.22',
    pins: [{ file: pin, pin: '1.22.5' }],
  });
  return Object.assign(world, { pin, tree });
}

function plan(world: TestWorld): Promise<UndoPlan> {
  return planUndo(runIn({ ...world, cwd: join(world.folder, 'p') }));
}

describe('an import that is taken back', () => {
  it('leaves nothing of what it added: toolchain, global version, pin, record', async () => {
    await using world = await imported();
    const found = await plan(world);
    expect(found).toMatchObject({ global: world.layout.globalVersion, pins: [world.pin], kept: [] });
    await undoImport(runIn(world), found);
    const { lastImport, globalVersion } = world.layout;
    const gone = [world.tree, world.layout.receipt('1.22.5'), lastImport, globalVersion, world.pin];
    expect(gone.filter((path) => existsSync(path))).toEqual([]);
    await expect(plan(world)).rejects.toMatchObject({ code: 'usage' });
  });

  it.each([
    [
      'an edited file',
      (world) => appendFileSync(join(world.tree, FILES[2] ?? ''), '//'),
      /changed since: src/,
    ],
    ['a program beside it', (world) => put(join(world.tree, 'bin/gopls'), ''), /changed since: bin\/gopls/],
    [
      'another origin',
      (world) => {
        const path = world.layout.receipt('1.22.5');
        writeFileSync(path, readFileSync(path, 'utf8').replace('goenv', 'gvm'));
      },
      /installed again/,
    ],
    ['a newer pin', (world) => put(world.pin, '1.22\n'), /in use by .*\.go-version/],
  ] satisfies readonly (readonly [string, (world: Imported) => void, RegExp])[])(
    'keeps a toolchain with %s',
    async (_, change, why) => {
      await using world = await imported();
      change(world);
      const found = await plan(world);
      const reasons = found.kept.filter(({ what }) => what === 'go 1.22.5').map((each) => each.why);
      expect(reasons).toEqual([expect.stringMatching(why)]);
      await undoImport(runIn(world), found);
      expect([world.tree, world.layout.lastImport].map((path) => existsSync(path))).toEqual([true, true]);
    },
  );

  it('keeps choices that were made since, and removes no file but a pin', async () => {
    await using world = await imported();
    put(world.layout.globalVersion, '1.21\n');
    const other = join(world.folder, 'p/secrets');
    put(other, '1.22.5\n');
    const { lastImport } = world.layout;
    writeFileSync(lastImport, readFileSync(lastImport, 'utf8').replace(world.pin, other));
    const found = await plan(world);
    expect(found).toMatchObject({ global: undefined, pins: [] });
    expect(found.kept).toContainEqual({ what: world.layout.globalVersion, why: 'changed since' });
  });

  it('needs a record that only the owner could write, and that is whole', async () => {
    await using world = await imported();
    chmodSync(world.layout.lastImport, 0o666);
    await expect(plan(world)).rejects.toMatchObject({ code: 'permission' });
    chmodSync(world.layout.lastImport, 0o644);
    writeFileSync(world.layout.lastImport, '{}');
    await expect(plan(world)).rejects.toMatchObject({ code: 'disk' });
  });
});
