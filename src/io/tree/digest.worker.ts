import { closeSync, constants, fstatSync, openSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import { crc32 } from 'node:zlib';
import type { FileSums } from '../../core/toolchain/zip-list.ts';
import { isSystemError } from '../../errors.ts';
import { threadFailure } from '../disk/disk-error.ts';
import type { DigestOrder, DigestReply } from './digests-protocol.ts';
import { hashFile } from './hash-file.ts';

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

function contentSums(fd: number): FileSums {
  let crc = 0;
  const content = hashFile(fd, buffer, (piece) => (crc = crc32(piece, crc)));
  return { ...content, crc };
}

function work({ root, paths, sums }: DigestOrder): DigestReply {
  try {
    if (sums) return { sums: paths.map((name) => ofFile(`${root}/${name}`, contentSums)) };
    return { digests: paths.map((name) => ofFile(`${root}/${name}`, (fd) => hashFile(fd, buffer).sha256)) };
  } catch (error) {
    return { failed: { ...threadFailure(error, path), isReader: true } };
  }
}

parentPort?.on('message', (order: DigestOrder) => parentPort?.postMessage(work(order)));
