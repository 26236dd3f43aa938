import { createHash, hash } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import { crc32 } from 'node:zlib';
import type { FileSums } from '../../core/toolchain/zip-list.ts';
import { isSystemError } from '../../errors.ts';
import type { DigestOrder, DigestReply } from './digests-protocol.ts';

// One of the threads that hash a tree's files. Synchronous: 15 000 small files would spend their time in the thread pool.

const buffer = Buffer.allocUnsafeSlow(1024 * 1024);
const FLAGS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

let path = '';

function ofFile<T>(file: string, measure: (fd: number) => T): T | undefined {
  path = file;
  let fd: number | undefined;
  try {
    fd = openSync(path, FLAGS);
    return fstatSync(fd).isFile() ? measure(fd) : undefined;
  } catch (error) {
    if (isSystemError(error, 'ENOENT', 'ENOTDIR', 'ELOOP')) return undefined;
    throw error;
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}

/** Most files fit into one read, for which the one-shot function is twice as fast. */
function contentDigest(fd: number): string {
  let length = readSync(fd, buffer);
  if (length < buffer.length) {
    const more = readSync(fd, buffer, length, buffer.length - length, null);
    if (more === 0) return hash('sha256', buffer.subarray(0, length));
    length += more;
  }
  const running = createHash('sha256');
  for (; length > 0; length = readSync(fd, buffer)) running.update(buffer.subarray(0, length));
  return running.digest('hex');
}

function contentSums(fd: number): FileSums {
  const running = createHash('sha256');
  let [size, crc] = [0, 0];
  for (let length = readSync(fd, buffer); length > 0; length = readSync(fd, buffer)) {
    const piece = buffer.subarray(0, length);
    running.update(piece);
    crc = crc32(piece, crc);
    size += length;
  }
  return { size, crc, sha256: running.digest('hex') };
}

function work({ root, paths, sums }: DigestOrder): DigestReply {
  try {
    if (sums) return { sums: paths.map((name) => ofFile(`${root}/${name}`, contentSums)) };
    return { digests: paths.map((name) => ofFile(`${root}/${name}`, contentDigest)) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const code = 'code' in error ? String(error.code) : '';
    return { failed: { code, path, message: error.message } };
  }
}

parentPort?.on('message', (order: DigestOrder) => parentPort?.postMessage(work(order)));
