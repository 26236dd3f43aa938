import {
  chmodSync,
  closeSync,
  constants,
  fchmodSync,
  futimesSync,
  mkdirSync,
  openSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import type { WriteOrder, WriterData, WriterReply, WriteStep } from './unpack-protocol.ts';

/**
 * The writing thread of an unpack. Synchronous calls into a fresh directory are three to five times faster than
 * asynchronous ones, which pay a trip through the thread pool for each of 15 000 files.
 */
const { into, slots, restoreModes } = workerData as WriterData;
const made = new Set<string>([into]);
let open:
  | { readonly fd: number; readonly path: string; readonly mode: number; readonly mtime: number }
  | undefined;
let path = into;

function makeDirectory(directory: string): void {
  if (made.has(directory)) return;
  makeDirectory(dirname(directory));
  mkdirSync(directory, 0o755);
  if (restoreModes) chmodSync(directory, 0o755);
  made.add(directory);
}

function writeAll(bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length && open !== undefined;) at += writeSync(open.fd, bytes, at);
}

function close(): void {
  if (open === undefined) return;
  if (restoreModes) fchmodSync(open.fd, open.mode);
  futimesSync(open.fd, open.mtime, open.mtime);
  closeSync(open.fd);
  open = undefined;
}

function perform(step: WriteStep, slot: Uint8Array): void {
  switch (step.do) {
    case 'directory':
      path = join(into, step.path);
      return makeDirectory(path);
    case 'open': {
      path = join(into, step.path);
      makeDirectory(dirname(path));
      // Exclusive: a name that exists already is an attack, whatever it is.
      const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
      open = { fd: openSync(path, flags, step.mode), path, mode: step.mode, mtime: step.mtime };
      return;
    }
    case 'write':
      return writeAll(slot.subarray(step.from, step.from + step.length));
    case 'append':
      return writeAll(step.bytes);
    case 'close':
      return close();
  }
}

function reply(message: WriterReply): void {
  parentPort?.postMessage(message);
}

parentPort?.on('message', ({ slot, steps }: WriteOrder) => {
  try {
    for (const step of steps) perform(step, slots[slot] ?? new Uint8Array());
    reply({ done: slot });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const code = 'code' in error ? String(error.code) : '';
    reply({ failed: { code, path, message: error.message } });
  }
});
