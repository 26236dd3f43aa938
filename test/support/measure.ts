import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Measured } from '../../src/core/measured.ts';

/** Measures bytes in memory, as the download does it for a stream. */
export function measureBytes(name: string, bytes: Uint8Array): Measured {
  return {
    name,
    size: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    digestWith: (algorithm, suffix) =>
      Promise.resolve(createHash(algorithm).update(bytes).update(suffix).digest()),
  };
}

/** Measures a file on disk in one reading; only SHA-256 can be asked for. */
export async function measureFile(path: string): Promise<Measured> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  return {
    name: basename(path),
    size: (await stat(path)).size,
    sha256: hash.copy().digest('hex'),
    digestWith: (algorithm, suffix) => {
      if (algorithm !== 'sha256') throw new TypeError(`not measured: ${algorithm}`);
      return Promise.resolve(hash.copy().update(suffix).digest());
    },
  };
}
