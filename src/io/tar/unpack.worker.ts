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
import { tarStream } from '../../core/archive/tar-stream.ts';
import { GvError } from '../../errors.ts';
import { diskError } from '../disk/disk-error.ts';
import { heirOf, UNPROVEN_MODE } from '../disk/owner.ts';
import { giveBack } from '../process/memory.ts';
import { isProgram, recorder, type TreeSink, type Unpacked } from './recorder.ts';
import type { PackedTree, UnpackNews, UnpackOrder, UnpackReply } from './unpack-protocol.ts';

/**
 * The thread that reads an archive which nothing has proven yet, hashes its files and writes them. Synchronous calls into a fresh
 * directory are three to five times faster than asynchronous ones, which pay a trip through the thread pool for each of
 * 15 000 files. No file is executable; the receiver of the tree makes its programs so, once the tree is proven.
 */
const { into, part, restoreModes } = workerData as UnpackOrder;
const give = heirOf(into);
const made = new Set<string>(['']);
const programs: string[] = [];
/** Exclusive: a name that exists already in the fresh directory is an attack, a link too, which POSIX open() then does not follow. */
const FLAGS = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL;

let path = '';
let fd = -1;
let mtime = 0;
let failure: UnpackReply | undefined;

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

/** A failure of the disk must not pass for one of the archive's. */
function onDisk(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (error instanceof Error && 'code' in error)
      failure = { kind: 'disk', code: String(error.code), path, message: error.message };
    throw diskError(error, path);
  }
}

const disk: TreeSink = {
  directory: (directory) => onDisk(() => makeDirectory(directory)),
  open: (name, entry) =>
    onDisk(() => {
      makeDirectory(parentOf(name));
      path = `${into}/${name}`;
      mtime = entry.mtime;
      fd = openSync(path, FLAGS, UNPROVEN_MODE);
      if (isProgram(entry)) programs.push(name);
    }),
  write: (piece) =>
    onDisk(() => {
      for (let at = 0; at < piece.length;) at += writeSync(fd, piece, at);
    }),
  close: () =>
    onDisk(() => {
      give?.(fd);
      if (restoreModes) fchmodSync(fd, UNPROVEN_MODE);
      futimesSync(fd, mtime, mtime);
      closeSync(fd);
      fd = -1;
    }),
};

function reply(message: UnpackReply): void {
  parentPort?.postMessage(message);
}

function packed({ files, directories, bytes, versionFile }: Unpacked): PackedTree {
  return {
    paths: files.map((file) => file.path).join('\n'),
    digests: files.map(({ sha256 }) => sha256).join(''),
    directories: [...directories].join('\n'),
    programs: programs.join('\n'),
    bytes,
    versionFile,
  };
}

const { visitor, result } = recorder(part, disk);
const tar = tarStream(visitor);

function work(news: UnpackNews): UnpackReply {
  try {
    if (news === 'end') {
      tar.end();
      return { kind: 'tree', tree: packed(result()) };
    }
    tar.write(news);
    // The chunk's memory is this thread's alone.
    giveBack(new Uint8Array(news.buffer));
    return { kind: 'read', isEnd: tar.ended };
  } catch (error) {
    if (failure !== undefined) return failure;
    if (error instanceof GvError && error.code === 'archive-hostile')
      return { kind: 'hostile', message: error.message };
    throw error;
  }
}

parentPort?.on('message', (news: UnpackNews) => {
  const answer = work(news);
  reply(answer);
  // The thread ends while its tree is proven: the main thread need not wait for the end later. After a failure it reads nothing more.
  if (answer.kind !== 'read') parentPort?.close();
});
