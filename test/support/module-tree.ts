import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { h1Of } from '../../src/trust/log/h1.ts';
import { mintLogKey } from './log-key.ts';
import { MODULE, recordOf, testLog, VERSION, type TestLog } from './log.ts';
import { MODULE_TIME } from './module-proxy.ts';
import { moduleEntries, zipBytes, type ZipEntry } from './zip-bytes.ts';

/** A tiny toolchain as a module, and a log of its own that records it. */
export interface RecordedModule {
  readonly zip: Buffer;
  readonly h1: string;
  readonly log: TestLog;
}

const SIZE = 300;

export function recordedModule(): RecordedModule {
  const entries = moduleEntries('recorded');
  const h1 = h1OfEntries(entries);
  const record = recordOf(VERSION, h1);
  return {
    zip: zipBytes(entries),
    h1,
    log: testLog({ size: SIZE, id: 77, key: mintLogKey('sum.golang.org'), record }),
  };
}

function h1OfEntries(entries: readonly ZipEntry[]): string {
  const digest = (body: string | Uint8Array): string => createHash('sha256').update(body).digest('hex');
  return h1Of(entries.map(({ name, body = '' }) => ({ name, sha256: digest(body) })));
}

/** Lays a module out as files under `folder`, the log's answers beside it: what any web server makes a module proxy of. */
export async function writeModuleTree(folder: string, { zip, log }: RecordedModule): Promise<void> {
  const write = async (path: string, bytes: string | Uint8Array): Promise<void> => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  };
  const versions = `${MODULE}/@v`;
  await write(`${versions}/list`, `${VERSION}\n`);
  await write(`${versions}/${VERSION}.info`, JSON.stringify({ Version: VERSION, Time: MODULE_TIME }));
  await write(`${versions}/${VERSION}.mod`, `module ${MODULE}\n`);
  await write(`${versions}/${VERSION}.zip`, zip);
  const tiles = ['0/000', `0/001.p/${SIZE - 256}`, '1/000.p/1'].map((tile) => `tile/8/${tile}`);
  for (const path of ['supported', 'latest', `lookup/${MODULE}@${VERSION}`, ...tiles]) {
    const answer = log.answer(path);
    if (answer === undefined) throw new RangeError(path);
    await write(`sumdb/${log.key.name}/${path}`, answer);
  }
}
