import { spawn } from 'node:child_process';
import { GvError, type ErrorCode } from '../../errors.ts';
import type { World } from '../../world.ts';
import { programEnv } from '../host/search-path.ts';

const OUTPUT_BYTES = 64 * 1024;

/** The meanings of install.sh's exit codes; every other code is an unforeseen failure. */
const CODES: Readonly<Record<number, ErrorCode>> = {
  2: 'usage',
  6: 'permission',
  130: 'interrupted',
  143: 'terminated',
};

/**
 * Runs an install.sh for this root and gives its output. Only that script sets up and removes, so that there is one
 * way to do each. Fails with the code that fits the script's exit, and the script's own words.
 */
export async function runInstaller(world: World, script: string, args: readonly string[]): Promise<string> {
  const { GV_INSTALL_LIB: _, ...env } = world.env;
  const child = spawn('/bin/sh', [script, ...args], {
    cwd: '/',
    env: { ...programEnv(env), GV_ROOT: world.layout.root },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      texts[name] = (texts[name] + text).slice(0, OUTPUT_BYTES);
    });
  }
  const code = await new Promise<number | null>((done, fail) => {
    child.once('error', fail).once('close', done);
  });
  if (code === 0) return texts.stdout;
  const [first = '', ...rest] = texts.stderr.trim().split('\n');
  const message = first.replace(/^install\.sh: /, '');
  throw new GvError(
    CODES[code ?? 1] ?? 'failed',
    message === '' ? `${script} failed without a message` : message,
    {
      ...(rest.length === 0 ? {} : { hint: rest.map((line) => line.trim()).join(' ') }),
      path: world.layout.root,
    },
  );
}
