import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toolchainModule } from '../../../src/core/release/module-name.ts';
import type { ImportPlan } from '../../../src/jobs/import/plan.ts';
import { takeOver } from '../../../src/jobs/import/take-over.ts';
import { planUndo, undoImport, type UndoPlan } from '../../../src/jobs/import/undo.ts';
import { findRemovals } from '../../../src/jobs/installed/uninstall.ts';
import { moduleH1 } from '../../../src/trust/log/module-h1.ts';
import { layGoTree } from '../../support/go-trees.ts';
import { runIn, testWorld, type TestWorld } from '../../support/test-world.ts';
import { version } from '../../support/versions.ts';

const FILES = ['VERSION', 'bin/go', 'src/runtime/proc.go', 'pkg/tool/linux_amd64/compile'];
const RELEASE = version('1.22.5');

function put(world: TestWorld, name: string, text: string): string {
  const file = join(world.folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

/** The plan of an import of go 1.22.5 of goenv, made in a project whose `.go-version` asks for that. */
function planOf(world: TestWorld): ImportPlan {
  const path = join(world.folder, '.goenv/versions/1.22.5');
  layGoTree(path, RELEASE.label);
  const digest = (name: string): string =>
    createHash('sha256')
      .update(readFileSync(join(path, name)))
      .digest('hex');
  const covered = FILES.map((name) => ({ path: name, sha256: digest(name) }));
  const { platform } = world;
  const record = {
    kind: 'log',
    h1: moduleH1(covered, toolchainModule(RELEASE, platform)),
    record: 1,
    treeSize: 2,
  } as const;
  const identity = { kind: 'release', version: RELEASE, platform } as const;
  const tree = { by: 'goenv', path, names: [], isRebuilt: false, identity } as const;
  const proven = { kind: 'proven', version: RELEASE, platform, path, files: FILES.length } as const;
  const judgement = { ...proven, outside: [], covered, record };
  const file = put(world, 'p/.go-version', '1.22.5\n');
  return {
    steps: [{ kind: 'take', tree, judgement, left: 0 }],
    mode: 'copy',
    globals: { taken: undefined, left: [] },
    first: undefined,
    projects: [{ kind: 'read', by: 'goenv', file }],
    aside: [],
  };
}

/** A world whose home and one project ask for go 1.22.5, before its import. */
async function asking(): Promise<TestWorld> {
  const world = await testWorld({ env: { PATH: '/usr/bin:/bin' } });
  put(world, '.tool-versions', 'golang 1.22.5\n');
  put(world, 'elsewhere/main.go', '');
  put(world, 'root/version', '1.21\n');
  return world;
}

const projects = ({ layout }: TestWorld): string =>
  existsSync(layout.projects) ? readFileSync(layout.projects, 'utf8') : '';

/** The same world in another directory. */
function at(world: TestWorld, name: string): TestWorld {
  return { ...world, cwd: join(world.folder, name) };
}

function undoAt(world: TestWorld, name: string): Promise<UndoPlan> {
  return planUndo(runIn(at(world, name)));
}

describe('a pin that an import finds and reads as it is', () => {
  it('keeps its toolchain from elsewhere, and is forgotten by the undo', async () => {
    await using world = await asking();
    const old = put(world, 'old/.go-version', '1.21\n');
    writeFileSync(world.layout.projects, `${dirname(old)}\n`);
    await takeOver(runIn(world), planOf(world));
    const { folder } = world;
    expect(projects(world)).toBe(`${folder}/old\n${folder}\n${folder}/p\n`);
    const { removals } = await findRemovals(at(world, 'root'), '1.22.5');
    expect(removals[0]?.usedBy).toBe(`${folder}/.tool-versions, ${folder}/p/.go-version`);
    await undoImport(runIn(world), await undoAt(world, 'root'));
    expect(projects(world)).toBe(`${folder}/old\n`);
  });

  it('is no known project where the user wants none, and a list that cannot be read keeps no tree', async () => {
    await using world = await asking();
    put(world, 'root/config.json', '{"projects": false}');
    await takeOver(runIn(world), planOf(world));
    expect(projects(world)).toBe('');
    await using broken = await asking();
    mkdirSync(broken.layout.projects);
    expect((await takeOver(runIn(broken), planOf(broken))).failures).toEqual([]);
    expect(existsSync(join(broken.layout.toolchain('1.22.5'), 'bin/go'))).toBe(true);
  });

  it.each(['p', 'elsewhere', 'root'])('does not keep its toolchain from an undo in %s', async (name) => {
    await using world = await asking();
    await takeOver(runIn(world), planOf(world));
    const plan = await undoAt(world, name);
    expect([plan.kept, plan.removals.map(({ toolchain }) => toolchain.version.label)]).toEqual([
      [],
      ['1.22.5'],
    ]);
    await undoImport(runIn(at(world, name)), plan);
    expect(existsSync(world.layout.toolchain('1.22.5'))).toBe(false);
    expect(projects(world)).toBe('');
  });

  it.each(['p', 'elsewhere'])('that says something else by now keeps it, also in %s', async (name) => {
    await using world = await asking();
    await takeOver(runIn(world), planOf(world));
    const pin = put(world, 'p/.go-version', '1.22\n');
    const plan = await undoAt(world, name);
    expect(plan.kept).toEqual([
      {
        what: 'go 1.22.5',
        why: `in use by ${pin} (gv uninstall --force 1.22.5 removes it all the same)`,
      },
    ]);
    await undoImport(runIn(world), plan);
    expect(projects(world)).toContain(`${world.folder}/p\n`);
  });

  it('keeps its toolchain where an older one answered before', async () => {
    await using world = await asking();
    layGoTree(world.layout.toolchain('1.22.4'), '1.22.4');
    const pin = put(world, '.tool-versions', 'golang 1.22\n');
    await takeOver(runIn(world), planOf(world));
    expect((await undoAt(world, 'p')).kept).toMatchObject([{ why: expect.stringContaining(pin) }]);
  });
});
