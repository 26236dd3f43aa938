import { fstatSync, statSync, writeSync } from 'node:fs';
import { isSystemError } from '../errors.ts';
import type { Flow, Output } from '../world.ts';

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
      if (!closed) closed = !writeAll(fd, Buffer.from(text));
    },
    get openFlow() {
      return hasReader(fd) ? () => flowOn(fd) : undefined;
    },
  };
}

/** Files take everything at once; what goes to a pipe or socket waits for whoever reads there. */
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
 * libuv makes the descriptor non-blocking while this is open; Node sets it back when the process ends. A thread that
 * blocks in write(2) would not do: Node waits for its threads before it ends, also after Ctrl-C.
 */
function flowOn(fd: 1 | 2): Flow {
  const { Socket } = process.getBuiltinModule('node:net');
  const socket = new Socket({ fd, readable: false, writable: true });
  // EPIPE, ECONNRESET: each `send` tells its caller.
  socket.on('error', () => socket.destroy());
  return {
    send: (text) =>
      new Promise((resolve) => {
        if (socket.destroyed) resolve(false);
        else socket.write(text, (error) => resolve(error === null || error === undefined));
      }),
    drop: () => void socket.destroy(),
  };
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

/** False when nobody reads any more, or the descriptor was never open. */
function writeAll(fd: number, bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(fd, bytes, at);
    } catch (error) {
      if (isSystemError(error, 'EPIPE', 'EBADF')) return false;
      if (!isSystemError(error, 'EAGAIN')) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PATIENCE_MS);
    }
  }
  return true;
}
