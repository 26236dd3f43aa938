import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, connect, type AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

const START_MS = 20_000;
const END_MS = 10_000;
const POLL_MS = 20;

/** A port of 127.0.0.1 that nothing listens on, for a program that cannot choose one itself. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Runs a server program in the foreground until disposed of; resolves when it accepts connections on `port`. Throws with what it said when it ends before. */
export async function startDaemon(
  [program, ...args]: readonly [string, ...string[]],
  port: number,
  host = '127.0.0.1',
): Promise<AsyncDisposable> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  const ended = once(child, 'close');
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), END_MS);
    await ended;
    clearTimeout(timer);
  };
  const deadline = performance.now() + START_MS;
  while (!(await accepts(port, host))) {
    const late = performance.now() > deadline;
    if (!late && child.exitCode === null) {
      await pause(POLL_MS);
      continue;
    }
    if (late) await stop();
    throw new Error(`${program} ${late ? 'does not listen' : 'ended'}: ${said}`);
  }
  return { [Symbol.asyncDispose]: stop };
}

function accepts(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, host)
      .once('connect', () => {
        socket.destroy();
        resolve(true);
      })
      .once('error', () => resolve(false));
  });
}
