import { createHash } from 'node:crypto';
import type { GivenRelease } from './release-files.ts';

/** Bytes that begin like gzip and repeat nowhere; the same for the same seed. */
export function sampleArchive(seed: string, size = 300_000): Buffer {
  const blocks = Array.from({ length: Math.ceil(size / 64) }, (_, index) =>
    createHash('sha512').update(`${seed} ${index}`).digest(),
  );
  const bytes = Buffer.concat(blocks).subarray(0, size);
  bytes.set([0x1f, 0x8b]);
  return bytes;
}

export const SAMPLE_NAME = 'go1.22.5.linux-amd64.tar.gz';
export const SAMPLE = sampleArchive('1.22.5');

export function sampleRelease(version = '1.22.5', bytes: Uint8Array = SAMPLE): GivenRelease {
  const fileName = `go${version}.linux-amd64.tar.gz`;
  return { version, files: [{ fileName, os: 'linux', arch: 'amd64', bytes }] };
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
