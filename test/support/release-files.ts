import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export type Source = { readonly path: string } | { readonly bytes: Uint8Array };

/** A file of a release as a test gives it to the server. */
export type GivenFile = Source & { readonly fileName: string; readonly os: string; readonly arch: string };

export interface GivenRelease {
  /** Without `go`, e.g. `1.24.9`. */
  readonly version: string;
  readonly files: readonly GivenFile[];
}

/** A file with what the index and the headers say of it. */
export interface ServedFile {
  readonly fileName: string;
  readonly os: string;
  readonly arch: string;
  readonly source: Source;
  readonly size: number;
  readonly sha256: string;
}

export async function servedFile(given: GivenFile): Promise<ServedFile> {
  const { fileName, os, arch } = given;
  const source: Source = 'path' in given ? { path: given.path } : { bytes: given.bytes };
  const hash = createHash('sha256');
  await pipeline(openSource(source, 0), hash);
  return { fileName, os, arch, source, size: await sizeOf(source), sha256: hash.digest('hex') };
}

async function sizeOf(source: Source): Promise<number> {
  return 'path' in source ? (await stat(source.path)).size : source.bytes.length;
}

/** The bytes from `start` on; big files are never read whole. */
export function openSource(source: Source, start: number): Readable {
  if ('path' in source) return createReadStream(source.path, { start, highWaterMark: 512 * 1024 });
  return Readable.from([Buffer.from(source.bytes.subarray(start))]);
}

export async function wholeSource(source: Source): Promise<Uint8Array> {
  return 'path' in source ? await readFile(source.path) : source.bytes;
}

export interface ServedRelease {
  readonly version: string;
  readonly files: readonly ServedFile[];
}

/** The releases as `?mode=json&include=all` of go.dev/dl tells them; a lying index names digests of nothing. */
export function indexText(releases: readonly ServedRelease[], digests: 'true' | 'lying'): string {
  const digest = (sha256: string): string => (digests === 'true' ? sha256 : sha256.replace(/^./, flipHex));
  const list = releases.map(({ version, files }) => ({
    version: `go${version}`,
    stable: !/beta|rc/.test(version),
    files: files.map(({ fileName, os, arch, sha256, size }) => ({
      filename: fileName,
      os,
      arch,
      version: `go${version}`,
      sha256: digest(sha256),
      size,
      kind: os === '' ? 'source' : 'archive',
    })),
  }));
  return `${JSON.stringify(list, null, 1)}\n`;
}

function flipHex(digit: string): string {
  return digit === '0' ? '1' : '0';
}
