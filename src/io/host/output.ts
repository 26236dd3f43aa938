import { fstatSync, statSync, writeSync } from 'node:fs';
import { GvError, isSystemError } from '../../errors.ts';
import type { Output } from '../../world.ts';

const UNKNOWN_COLUMNS = 80;
/** How long to wait for a slow reader of a non-blocking pipe before the next try, in milliseconds. */
const PATIENCE_MS = 5;

/**
 * An open descriptor as an output. It is written directly: Node's own streams load the network and terminal modules
 * first, which takes longer than the rest of `gv list`.
 */
export function outputOn(fd: 1 | 2): Output {
  let closed = false;
  let terminal: boolean | undefined;
  return {
    get isTerminal() {
      return (terminal ??= isTerminal(fd));
    },
    get columns() {
      if (!this.isTerminal) return UNKNOWN_COLUMNS;
      const { columns } = fd === 1 ? process.stdout : process.stderr;
      return columns > 0 ? columns : UNKNOWN_COLUMNS;
    },
    write(text) {
      try {
        if (!closed) closed = !writeAll(fd, Buffer.from(text));
      } catch (error) {
        throw terminal === true && isSystemError(error, 'EIO') ? hungUp(error) : unwritable(error);
      }
    },
    get send() {
      return hasReader(fd) ? sender(fd) : undefined;
    },
  };
}

/** True for a pipe or a socket, which waits for its reader; a file takes everything at once. */
function hasReader(fd: 1 | 2): boolean {
  try {
    const stat = fstatSync(fd);
    return stat.isFIFO() || stat.isSocket();
  } catch (error) {
    if (isSystemError(error, 'EBADF')) return false;
    throw error;
  }
}

/**
 * Sends by Node's own stream, as a worker makes one for this descriptor anyway and libuv bears no second one. Held-back
 * text waits in the event loop: a thread blocked in write(2) would not let the process end, not even after Ctrl-C.
 */
function sender(fd: 1 | 2): NonNullable<Output['send']> {
  const stream = fd === 1 ? process.stdout : process.stderr;
  let gone = false;
  // EPIPE, ECONNRESET: each `send` tells its caller.
  stream.on('error', () => {
    gone = true;
  });
  return (text) =>
    new Promise((resolve) => {
      if (gone) resolve(false);
      else stream.write(text, (error) => resolve(error === null || error === undefined));
    });
}

function isTerminal(fd: number): boolean {
  try {
    const stat = fstatSync(fd);
    // Known without the terminal module, which brings the network modules with it.
    if (!stat.isCharacterDevice() || stat.rdev === statSync('/dev/null').rdev) return false;
    return process.getBuiltinModule('node:tty').isatty(fd);
  } catch (error) {
    if (isSystemError(error, 'EBADF', 'ENOENT')) return false;
    throw error;
  }
}

/** False when the reader is gone, or the descriptor was never open; for messages also when their disk is full, as nothing could tell of that. Fails with any other error of the system. */
function writeAll(fd: number, bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(fd, bytes, at);
    } catch (error) {
      if (isSystemError(error, 'EPIPE', 'EBADF')) return false;
      if (!isSystemError(error, 'EAGAIN')) {
        if (fd === 2) return false;
        throw error;
      }
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PATIENCE_MS);
    }
  }
  return true;
}

/** A terminal that was closed: its SIGHUP may come a moment later. */
function hungUp(cause: unknown): GvError {
  return new GvError('hung-up', 'hung up', { cause });
}

function unwritable(error: unknown): unknown {
  if (!(error instanceof Error && 'code' in error)) return error;
  const isFull = isSystemError(error, 'ENOSPC', 'EDQUOT', 'EFBIG');
  return new GvError(
    isFull ? 'disk-full' : 'disk',
    `the output cannot be written: ${isFull ? 'no space is left' : error.message}`,
    { hint: 'Free some space where the output goes, or let it go elsewhere.', cause: error },
  );
}
