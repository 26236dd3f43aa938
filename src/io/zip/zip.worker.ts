import { createHash, hash } from 'node:crypto';
import { closeSync, constants, openSync, writeSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import { VERSION_BYTES, VERSION_FILE } from '../../core/archive/tree-names.ts';
import type { ZipFile } from '../../core/archive/zip-tree.ts';
import { GvError } from '../../errors.ts';
import { threadFailure } from '../disk/disk-error.ts';
import { type Give, heirOf, UNPROVEN_MODE } from '../disk/owner.ts';
import { giveBack } from '../process/memory.ts';
import { fileReuser } from './reuse-file.ts';
import { isSmall, SPARE_BYTES, streamContent, WHOLE_BYTES, wholeContent } from './zip-content.ts';
import type { ReuseTask, ZipReply, ZipTask } from './zip-protocol.ts';

// One of the threads that unpack a module zip: reads, inflates, hashes and writes one batch at a time. Its files are not
// proven yet: never executable, in directories that are closed to other accounts.

/** Exclusive: a name that exists already, of any kind, is an attack. POSIX open() follows no link then. */
const FLAGS = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL;

let window = Buffer.allocUnsafeSlow(1024 * 1024);
let path = '';
let versionFile: string | undefined;

/** Asked once a tree: a task is one of hundreds. */
let giver: { readonly into: string; readonly give: Give | undefined } | undefined;

function giverFor(into: string): Give | undefined {
  if (giver?.into !== into) giver = { into, give: heirOf(into) };
  return giver.give;
}

function windowFor(length: number): Buffer {
  if (window.length < length) window = Buffer.allocUnsafeSlow(Math.min(WHOLE_BYTES, 2 * length));
  return window;
}

function writeAll(target: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += writeSync(target, bytes, at);
}

/** Writes one file and gives the SHA-256 (hex) of what was written. */
async function place({ fd, into }: ZipTask, file: ZipFile): Promise<string> {
  const { record } = file;
  path = 'the downloaded module zip';
  const small = isSmall(record);
  const whole = small ? wholeContent(fd, record, windowFor(record.to - record.from)) : undefined;
  path = `${into}/${file.path}`;
  const target = openSync(path, FLAGS, UNPROVEN_MODE);
  try {
    giverFor(into)?.(target);
    if (whole === undefined) return await placeStream(target, fd, file);
    writeAll(target, whole);
    if (file.path === VERSION_FILE) versionFile = Buffer.from(whole).toString('latin1', 0, VERSION_BYTES);
    // Most of the cost of a short digest is its set-up; the one-shot function is twice as fast.
    const digest = hash('sha256', whole);
    giveBack(whole, SPARE_BYTES);
    return digest;
  } finally {
    closeSync(target);
  }
}

async function placeStream(target: number, fd: number, { record }: ZipFile): Promise<string> {
  const digest = createHash('sha256');
  await streamContent(fd, record, (piece) => {
    digest.update(piece);
    writeAll(target, piece);
    giveBack(piece);
  });
  return digest.digest('hex');
}

async function placeAll(task: ZipTask): Promise<ZipReply> {
  versionFile = undefined;
  const digests: string[] = [];
  for (const file of task.batch) digests.push(await place(task, file));
  return { kind: 'placed', digests, ...(versionFile === undefined ? {} : { versionFile }) };
}

function reuseAll({ base, into, batch }: ReuseTask): ZipReply {
  const reuse = fileReuser({ base, into, give: giverFor(into) });
  const digests = batch.map((file) => {
    path = `${into}/${file.path}`;
    return reuse(file, windowFor(file.record.size + 1)) ?? '';
  });
  return { kind: 'placed', digests };
}

function failure(error: unknown): ZipReply {
  if (error instanceof GvError) return { kind: 'hostile', message: error.message };
  return { kind: 'disk', ...threadFailure(error, path) };
}

async function done(task: ZipTask | ReuseTask): Promise<ZipReply> {
  return 'base' in task ? reuseAll(task) : await placeAll(task);
}

parentPort?.on('message', (task: ZipTask | ReuseTask) => {
  void done(task)
    .catch(failure)
    .then((reply) => parentPort?.postMessage(reply));
});
