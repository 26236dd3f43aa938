import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { h1Of } from '../../src/trust/log/h1.ts';
import { mintLogKey } from './log-key.ts';
import { recordOf, testLog, VERSION, type Lie, type TestLog } from './log.ts';
import { startModuleProxy, type ModuleProxyOptions, type ModuleProxyServer } from './module-proxy.ts';
import { sandbox, type Sandbox, type SandboxOptions } from './sandbox.ts';
import { moduleEntries, zipBytes } from './zip-bytes.ts';

/** A module zip of 1.22.5, and what the log of this test says of it. */
export const ENTRIES = moduleEntries('recorded');
export const ZIP = zipBytes(ENTRIES);
export const H1 = h1Of(
  ENTRIES.map(({ name, body = '' }) => ({ name, sha256: createHash('sha256').update(body).digest('hex') })),
);
export const KEY = mintLogKey('sum.golang.org');
const HONEST: Lie = (_, bytes) => bytes;

/** A log that has record 77 about a module version. */
export function goodLog(version = VERSION, h1 = H1): TestLog {
  return testLog({ size: 300, id: 77, key: KEY, version, record: recordOf(version, h1) });
}

export interface Given {
  readonly log?: TestLog;
  readonly lie?: Lie;
  readonly zip?: Uint8Array;
  readonly list?: string;
  readonly ranges?: ModuleProxyOptions['ranges'];
  /** The log answers nothing before this is settled. */
  readonly until?: Promise<void>;
}

/** A module proxy that has 1.22.5 and passes the log on. */
export function proxyWith({
  log = goodLog(),
  lie = HONEST,
  zip = ZIP,
  list,
  ranges,
  until,
}: Given = {}): Promise<ModuleProxyServer> {
  return startModuleProxy({
    zips: { [VERSION]: zip },
    sumdb: async (path) => {
      await until;
      return lie(path, log.answer(path));
    },
    ...(list === undefined ? {} : { list }),
    ...(ranges === undefined ? {} : { ranges }),
  });
}

/** A user who believes the test's log; the official hosts do not answer unless a server stands in for them. */
export async function believer(
  proxy: ModuleProxyServer | undefined,
  env: Readonly<Record<string, string>> = {},
  options: SandboxOptions = {},
): Promise<Sandbox> {
  const goproxy = proxy === undefined ? {} : { GOPROXY: proxy.url };
  const box = await sandbox({ ...options, env: { ...goproxy, ...env } });
  // As gv config set log-key writes it, without a run of gv.
  const path = join(box.root, 'config.json');
  const before = options.signer === undefined ? '{}' : await readFile(path, 'utf8');
  const config = { ...(JSON.parse(before) as object), 'log-key': KEY.text };
  await writeFile(path, JSON.stringify(config), { mode: 0o644 });
  return box;
}
