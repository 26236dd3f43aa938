import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../../src/core/choice/finding.ts';
import type { NetReport } from '../../src/core/net/net-report.ts';
import type { NetWishes } from '../../src/jobs/net/context.ts';
import { netSection } from '../../src/jobs/network/network.ts';
import { runIn, testWorld } from './test-world.ts';

/** The module that `publishModule` makes. */
export const MODULE = 'example.test/lib';
export const VERSION = 'v1.2.3';

/** Writes a module into a GOPROXY directory; without its zip, which no measurement reads. */
export function publishModule(folder: string): void {
  const at = join(folder, MODULE, '@v');
  mkdirSync(at, { recursive: true });
  const info = JSON.stringify({ Version: VERSION, Time: '2026-01-01T00:00:00Z' });
  writeFileSync(join(at, 'list'), `v1.0.0\n${VERSION}\nv1.2.4-rc.1\n`);
  writeFileSync(join(at, `${VERSION}.info`), info);
  writeFileSync(join(at, `${VERSION}.mod`), `module ${MODULE}\n`);
}

export interface MeasureRequest {
  readonly goproxy: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly target?: string;
  readonly wishes?: Partial<NetWishes>;
  readonly timeoutMs?: number;
  readonly now?: () => Date;
}

export interface Measured {
  readonly net: NetReport;
  readonly findings: readonly Finding[];
  readonly codes: readonly string[];
}

/** `gv doctor net --no-go` in a world of its own, in this process. The checksum database is off unless the environment says more. */
export async function measureChain({
  goproxy,
  env = {},
  target = `${MODULE}@${VERSION}`,
  wishes = {},
  timeoutMs = 30_000,
  now,
}: MeasureRequest): Promise<Measured> {
  await using world = await testWorld({
    env: { GOPROXY: goproxy, GOENV: 'off', GONOSUMDB: 'example.test', PATH: '/usr/bin:/bin', ...env },
    ...(now === undefined ? {} : { now }),
  });
  const { checks, net } = await netSection(runIn(world), {
    target,
    timeoutMs,
    go: { goroot: undefined, version: undefined },
    installed: [],
    wishes: { vcs: false, throughput: false, go: false, wholeChain: false, compare: [], ...wishes },
  });
  const findings = checks.flatMap(({ found }) => found);
  return { net, findings, codes: findings.map(({ code }) => code) };
}
