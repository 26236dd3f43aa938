import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { TreeJudgement } from '../../src/core/toolchain/judgement.ts';
import { judgeTree, type JudgeRequest } from '../../src/jobs/trees/judge-tree.ts';
import { openJudge } from '../../src/jobs/trees/judge.ts';
import type { Run } from '../../src/world.ts';
import { KEY } from './believer.ts';
import type { ModuleProxyServer } from './module-proxy.ts';
import { ENTRIES } from './reusing.ts';
import { runIn, testWorld, type TestWorld } from './test-world.ts';
import { PREFIX, type ZipEntry } from './zip-bytes.ts';

/** Lays 1.22.5 down as its module zip unpacks, or the zip of these entries. */
export async function layRelease(goroot: string, entries: readonly ZipEntry[] = ENTRIES): Promise<void> {
  for (const { name, body = '', mode = 0 } of entries) {
    const path = join(goroot, name.slice(PREFIX.length).replace('_go.mod', 'go.mod'));
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, body);
    await chmod(path, mode & 0o777);
  }
}

export interface Judging {
  readonly proxy?: ModuleProxyServer | undefined;
  /** Changes the tree of 1.22.5, or the world. */
  readonly before?: (goroot: string, world: TestWorld) => Promise<unknown> | void;
  readonly run?: Partial<Run>;
  readonly request?: Partial<JudgeRequest>;
}

/** Has the real job judge a tree of 1.22.5. */
export async function judged({ proxy, before, run = {}, request = {} }: Judging): Promise<TreeJudgement> {
  const GOPROXY = proxy?.url ?? 'off';
  await using world = await testWorld({ env: { GOPROXY, GOENV: 'off', PATH: '/usr/bin:/bin' } });
  const root = join(world.folder, 'go');
  await layRelease(root);
  await before?.(root, world);
  await using judge = await openJudge(runIn(world, run));
  return await judgeTree(runIn(world, run), { ...judge, root, logKey: KEY.text, ...request });
}
