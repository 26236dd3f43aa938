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
import { parentPort, workerData } from 'node:worker_threads';
import { heirOf } from '../disk/owner.ts';
import {
  playSteps,
  type StepList,
  type WriteOrder,
  type WriterData,
  type WriterReply,
} from './unpack-protocol.ts';

/**
 * The writing thread of an unpack. Synchronous calls into a fresh directory are three to five times faster than
 * asynchronous ones, which pay a trip through the thread pool for each of 15 000 files.
 */
const { into, slots, restoreModes } = workerData as WriterData;
const give = heirOf(into);
const made = new Set<string>(['']);
/** Exclusive: a name that exists already in the fresh directory is an attack, a link too, which POSIX open() then does not follow. */
const FLAGS = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL;

let slot: Uint8Array = new Uint8Array();
let path = '';
let fd = -1;
let mode = 0;
let mtime = 0;

function makeDirectory(directory: string): void {
  if (made.has(directory)) return;
  makeDirectory(parentOf(directory));
  path = `${into}/${directory}`;
  mkdirSync(path, 0o755);
  if (restoreModes) chmodSync(path, 0o755);
  give?.(path);
  made.add(directory);
}

function parentOf(name: string): string {
  return name.slice(0, Math.max(0, name.lastIndexOf('/')));
}

function writeAll(bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += writeSync(fd, bytes, at);
}

const perform: StepList = {
  directory: makeDirectory,
  open(name, wantedMode, wantedTime) {
    makeDirectory(parentOf(name));
    path = `${into}/${name}`;
    [mode, mtime] = [wantedMode, wantedTime];
    fd = openSync(path, FLAGS, mode);
  },
  write: (from, length) => writeAll(slot.subarray(from, from + length)),
  close() {
    give?.(fd);
    if (restoreModes) fchmodSync(fd, mode);
    futimesSync(fd, mtime, mtime);
    closeSync(fd);
    fd = -1;
  },
};

function reply(message: WriterReply): void {
  parentPort?.postMessage(message);
}

parentPort?.on('message', ({ slot: index, steps }: WriteOrder) => {
  try {
    slot = slots[index] ?? slot;
    playSteps(steps, perform);
    reply({ done: index });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const code = 'code' in error ? String(error.code) : '';
    reply({ failed: { code, path, message: error.message } });
  }
});
