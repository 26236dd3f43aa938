import { spawn } from 'node:child_process';
import { basename, delimiter, isAbsolute } from 'node:path';
import { type Credentials, parseAuthOutput } from '../core/go-credentials.ts';
import { GvError } from '../errors.ts';
import type { World } from '../world.ts';

/** A command that asks somebody in a browser may take a while; one that hangs must not hang gv. */
const AUTH_COMMAND_MS = 60_000;
const AUTH_OUTPUT_BYTES = 1024 * 1024;

/** What a GOAUTH command is asked about: an address that refused, and its answer. */
export interface Refused {
  readonly url: URL;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Runs a GOAUTH command, without a shell, and reads the credentials it prints. For an address that refused, the address
 * is a further argument and the head of the answer stands on its standard input (go help goauth).
 * Fails with `bad-config` when it cannot run, fails, prints something else or too much, or takes too long; `interrupted`.
 */
export async function runAuthCommand(
  world: World,
  [program, ...args]: readonly [string, ...string[]],
  refused?: Refused,
): Promise<Credentials> {
  const timeout = AbortSignal.timeout(AUTH_COMMAND_MS);
  const child = spawn(program, refused === undefined ? args : [...args, refused.url.href], {
    env: { ...world.env, PATH: absolutePath(world.env) },
    cwd: world.cwd,
    stdio: ['pipe', 'pipe', 'ignore'],
    signal: AbortSignal.any([world.signal, timeout]),
    killSignal: 'SIGKILL',
  });
  const failed = (what: string, cause?: unknown): GvError =>
    new GvError('bad-config', `the GOAUTH command ${basename(program)} ${what}`, {
      hint: 'Run it by hand to see what it says; "go help goauth" tells what it must print.',
      cause,
    });
  const ended = new Promise<number | null>((done, fail) => child.once('error', fail).once('close', done));
  // It may end without reading what it is told.
  child.stdin.on('error', () => undefined);
  child.stdin.end(refused === undefined ? '' : answerHead(refused));
  const chunks: Buffer[] = [];
  let size = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > AUTH_OUTPUT_BYTES) child.kill('SIGKILL');
    else chunks.push(chunk);
  });
  const code = await ended.catch((error: unknown) => {
    if (world.signal.aborted) throw new GvError('interrupted', 'interrupted', { cause: error });
    throw failed(timeout.aborted ? 'took too long' : 'cannot be run', error);
  });
  if (size > AUTH_OUTPUT_BYTES) throw failed('printed too much');
  if (code !== 0) throw failed(code === null ? 'was killed' : `ended with exit code ${code}`);
  const credentials = parseAuthOutput(Buffer.concat(chunks).toString('latin1'));
  if (credentials === undefined) throw failed('printed no credentials gv can read');
  return credentials;
}

/** A relative entry of PATH would run what lies in the current directory; Go refuses that too (os/exec, ErrDot). */
function absolutePath(env: World['env']): string {
  const entries = (env['PATH'] ?? '').split(delimiter);
  return entries.filter((entry) => isAbsolute(entry)).join(delimiter);
}

function answerHead({ status, headers }: Refused): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\n`);
  return `HTTP/1.1 ${status}\n${lines.join('')}\n`;
}
