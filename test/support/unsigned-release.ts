import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { moduleH1 } from '../../src/trust/log/module-h1.ts';
import { goodLog } from './believer.ts';
import type { Lie } from './log.ts';
import { type ModuleProxyServer, startModuleProxy } from './module-proxy.ts';
import type { Sandbox } from './sandbox.ts';
import { toolchainEntries, type TarEntry } from './tar-bytes.ts';

/** Before 1.8.5 no archive was signed. */
export const NAME = '1.8.3';
export const FILE = `go${NAME}.linux-amd64.tar.gz`;
export const MODULE = { module: 'golang.org/toolchain', version: `v0.0.1-go${NAME}.linux-amd64` };
export const TREE: readonly TarEntry[] = [
  ...toolchainEntries(NAME),
  { path: 'go/src/go.mod', body: 'module std\n' },
  { path: 'go/test/run.go', body: 'package main\n' },
  { path: 'go/misc/', type: '5' },
];

export function h1(entries: readonly TarEntry[]): string {
  const files = entries
    .filter(({ type }) => type !== '5')
    .map(({ path, body = '' }) => ({
      path: path.replace('go/', ''),
      sha256: createHash('sha256').update(body).digest('hex'),
    }));
  return moduleH1(files, MODULE);
}

/** A module proxy that passes on a checksum database with a record of 1.8.3. */
export function logProxy(lie: Lie = (_, bytes) => bytes): Promise<ModuleProxyServer> {
  const log = goodLog(MODULE.version, h1(TREE));
  return startModuleProxy({ sumdb: (path) => Promise.resolve(lie(path, log.answer(path))) });
}

export interface Receipt {
  readonly unproven: boolean;
  readonly proofs: readonly { readonly kind: string }[];
  readonly missing: readonly string[];
}

export async function receipt(box: Sandbox, name = NAME): Promise<Receipt> {
  return JSON.parse(await readFile(join(box.root, 'receipts', `${name}.json`), 'utf8')) as Receipt;
}
