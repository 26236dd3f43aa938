import { spawn } from 'node:child_process';
import { GvError, type ErrorCode } from '../../errors.ts';
import type { World } from '../../world.ts';
import { programEnv } from '../process/programs.ts';

const OUTPUT_BYTES = 64 * 1024;

/** What install.sh means by its exit codes; the others are failures nobody foresaw. */
const CODES: Readonly<Record<number, ErrorCode>> = {
  2: 'usage',
  6: 'permission',
  130: 'interrupted',
  143: 'terminated',
};

/**
 * Runs an install.sh for this root and gives what it printed: setting up and taking away are that script's, so that there
 * is one way to do them. Fails with the code that fits its exit, and its own words.
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
    message === '' ? `${script} failed without a word` : message,
    rest.length === 0 ? {} : { hint: rest.map((line) => line.trim()).join(' ') },
  );
}
