import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { manifestText } from '../../src/core/toolchain/manifest.ts';
import { receiptText } from '../../src/core/toolchain/receipt.ts';
import type { TreeVerdict } from '../../src/core/toolchain/tree-verdict.ts';
import { GvError } from '../../src/errors.ts';
import { writeConfig } from '../../src/io/store/config-file.ts';
import { type InstalledRequest, verifyInstalled } from '../../src/jobs/installed/verify.ts';
import type { Run } from '../../src/world.ts';
import { KEY } from './believer.ts';
import { layRelease } from './judging.ts';
import type { ModuleProxyServer } from './module-proxy.ts';
import { ENTRIES } from './reusing.ts';
import { runIn, testWorld, type TestWorld } from './test-world.ts';
import { PREFIX } from './zip-bytes.ts';

export interface Installing {
  readonly proxy: ModuleProxyServer;
  /** The archive; 1.22.5 came as a tar.gz with `test/x.go` unless it says otherwise. */
  readonly archive?: string;
  readonly platform?: string;
}

/** A world in which 1.22.5 is installed. */
export async function installedWorld({
  archive = 'go1.22.5.linux-amd64.tar.gz',
  platform = 'linux/amd64',
  ...given
}: Installing): Promise<TestWorld> {
  const world = await testWorld({ env: { GOPROXY: given.proxy.url, GOENV: 'off', PATH: '/usr/bin:/bin' } });
  const goroot = world.layout.toolchain('1.22.5');
  await layRelease(goroot);
  const isZip = archive.endsWith('.zip');
  const outside = isZip ? [] : [{ path: 'test/x.go', body: 'package x\n' }];
  for (const { path, body } of outside) {
    await mkdir(join(goroot, 'test'));
    await writeFile(join(goroot, path), body);
  }
  const inside = ENTRIES.map(({ name, body = '' }) => ({
    path: name.slice(PREFIX.length).replace('_go.mod', 'go.mod'),
    body,
  }));
  const files = [...inside, ...outside].map(({ path, body }) => ({
    path,
    sha256: createHash('sha256').update(body).digest('hex'),
  }));
  await mkdir(world.layout.receipts, { recursive: true });
  await writeFile(world.layout.manifest('1.22.5'), manifestText(files));
  const receipt = receiptText({
    schema: 1,
    release: '1.22.5',
    platform,
    archive,
    source: 'https://dl.example.com/go1.22.5',
    sha256: '1'.repeat(64),
    size: 9,
    proofs: [{ kind: 'digest', from: 'index' }],
    unproven: false,
    missing: [],
    installed: '2026-01-01T00:00:00.000Z',
  });
  await writeFile(world.layout.receipt('1.22.5'), receipt);
  await writeConfig(world.layout, 'log-key', KEY.text);
  return world;
}

export interface Told {
  readonly verdict: TreeVerdict | undefined;
  /** `ok`, or the code of the failure. */
  readonly code: string;
  readonly hint?: string | undefined;
}

export async function toldBy(
  world: TestWorld,
  request: Partial<InstalledRequest> = {},
  changes: Partial<Run> = {},
): Promise<Told> {
  try {
    const { verdicts, failures } = await verifyInstalled(runIn(world, changes), { names: [], ...request });
    const [failure] = failures;
    return { verdict: verdicts[0], code: failure?.code ?? 'ok', hint: failure?.hint };
  } catch (error) {
    if (!(error instanceof GvError)) throw error;
    return { verdict: undefined, code: error.code, hint: error.hint };
  }
}
