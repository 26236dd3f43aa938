import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import { manifestText } from '../../src/core/toolchain/manifest.ts';
import { receiptText } from '../../src/core/toolchain/receipt.ts';
import { h1Of } from '../../src/trust/log/h1.ts';
import { goodLog } from './believer.ts';
import { VERSION, type TestLog } from './log.ts';
import { type ModuleProxyServer, type RangeLie, startModuleProxy } from './module-proxy.ts';
import { moduleEntries, PREFIX, zipBytes, type ZipEntry } from './zip-bytes.ts';

/** The release that is installed, whose files 1.22.5 mostly has too. */
export const BASE = '1.22.4';

const BLOCK = 64 * 1024;
const LARGE = 20;
/** Far enough from each other, and from the end, that each is a piece of its own. */
const CHANGED = [1, 5, 9];

/** Half a MB of bytes that do not pack. */
function noise(seed: string): Buffer {
  return Buffer.concat(
    Array.from({ length: 8 }, (_, block) =>
      Buffer.alloc(BLOCK, createHash('sha512').update(`${seed} ${block}`).digest()),
    ),
  );
}

/** A module zip of 10 MB, as far as both releases have the same files. */
function entriesOf(release: string): readonly ZipEntry[] {
  const large = Array.from({ length: LARGE }, (_, index): ZipEntry => ({
    name: `${PREFIX}src/large/${String(index).padStart(2, '0')}.bin`,
    body: noise(`${index} ${CHANGED.includes(index) ? release : ''}`),
    stored: true,
    mode: 0o100644,
  }));
  return [...moduleEntries('recorded', release), ...large];
}

export const ENTRIES = entriesOf('1.22.5');
export const ZIP = zipBytes(ENTRIES);
/** What the two releases have in common: the small files without a version in them, and the large ones that did not change. */
export const COMMON = ENTRIES.length - 3 - CHANGED.length;

export function logOf(entries: readonly ZipEntry[]): TestLog {
  const files = entries.map(({ name, body = '' }) => ({
    name,
    sha256: createHash('sha256').update(body).digest('hex'),
  }));
  return goodLog(VERSION, h1Of(files));
}

export const LOG = logOf(ENTRIES);

/** A module proxy that has 1.22.5; with ranges, unless it says otherwise. */
export function proxyWithRanges(
  options: { readonly lie?: RangeLie; readonly ranges?: false; readonly zip?: Uint8Array } = {},
): Promise<ModuleProxyServer> {
  const { lie, ranges, zip = ZIP } = options;
  return startModuleProxy({
    zips: { [VERSION]: zip },
    sumdb: (path) => Promise.resolve(LOG.answer(path)),
    ...(ranges === false ? {} : { ranges: lie === undefined ? {} : { lie } }),
  });
}

/** Lays 1.22.4 down in a root as an install would; gives its GOROOT. */
export async function layBase(root: string, platform = 'linux/amd64'): Promise<string> {
  const goroot = join(root, 'versions', BASE);
  for (const { name, body = '', mode = 0 } of entriesOf(BASE)) {
    const path = join(goroot, name.slice(PREFIX.length).replace('_go.mod', 'go.mod'));
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, body, { mode: mode & 0o777 });
  }
  const receipt = receiptText({
    schema: 1,
    release: BASE,
    platform,
    archive: `v0.0.1-go${BASE}.linux-amd64.zip`,
    source: 'https://proxy.example.com',
    sha256: '0'.repeat(64),
    size: ZIP.length,
    proofs: [{ kind: 'log', h1: 'h1:', record: 1, treeSize: 2 }],
    unproven: false,
    missing: [],
    installed: '2026-01-01T00:00:00.000Z',
  });
  await mkdir(join(root, 'receipts'), { recursive: true });
  await writeFile(join(root, 'receipts', `${BASE}.json`), receipt, { mode: 0o644 });
  return goroot;
}

/** Lays 1.22.4 down likewise, with its manifest: `gv verify` finds nothing wrong. */
export async function layInstalled(root: string): Promise<void> {
  await layBase(root);
  const files = entriesOf(BASE).map(({ name, body = '' }) => ({
    path: name.slice(PREFIX.length).replace('_go.mod', 'go.mod'),
    sha256: createHash('sha256').update(body).digest('hex'),
  }));
  await writeFile(join(root, 'receipts', `${BASE}.sha256`), manifestText(files), { mode: 0o644 });
}

/** Questions for ranges of the zip. */
export function rangesAsked({ requests }: ModuleProxyServer): readonly string[] {
  return requests.flatMap(({ path, range }) => (path.endsWith('.zip') && range !== undefined ? [range] : []));
}

/** Questions for the whole zip. */
export function wholesAsked({ requests }: ModuleProxyServer): number {
  return requests.filter(({ path, range }) => path.endsWith('.zip') && range === undefined).length;
}

/** Changes four bytes so that the CRC-32 of the whole is `crc`, as anybody can. The last four bytes are overwritten. */
export function withCrc(content: Uint8Array, crc: number): Buffer {
  const forged = Buffer.from(content);
  const at = forged.length - 4;
  // The register runs backwards over four bytes (Anarchriz, "CRC and how to reverse it").
  let register = (crc ^ 0xffffffff) >>> 0;
  const before = (crc32(forged.subarray(0, at)) ^ 0xffffffff) >>> 0;
  for (let step = 0; step < 4; step += 1) {
    const index = TABLE.findIndex((value) => value >>> 24 === register >>> 24);
    register = (((register ^ (TABLE[index] ?? 0)) << 8) | index) >>> 0;
  }
  forged.writeUInt32LE((register ^ before) >>> 0, at);
  return forged;
}

const TABLE = Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value >>> 0;
});
