import { GvError, type ErrorCode } from '../../errors.ts';
import type { World } from '../../world.ts';
import { runBounded } from '../children/run-bounded.ts';
import { programEnv } from '../host/search-path.ts';

const OUTPUT_BYTES = 64 * 1024;

/** The meanings of install.sh's exit codes; every other code is an unforeseen failure. */
const CODES: Readonly<Record<number, ErrorCode>> = {
  2: 'usage',
  6: 'permission',
  129: 'hung-up',
  130: 'interrupted',
  143: 'terminated',
};

/**
 * Runs an install.sh for this root and gives its output. Only that script sets up and removes, so that there is one
 * way to do each. Fails with the code that fits the script's exit, and the script's own words.
 */
export async function runInstaller(world: World, script: string, args: readonly string[]): Promise<string> {
  const { GV_INSTALL_LIB: _, ...env } = world.env;
  const { end, stdout, stderr } = await runBounded({
    program: '/bin/sh',
    args: [script, ...args],
    cwd: '/',
    env: { ...programEnv(env), GV_ROOT: world.layout.root },
    // The script ends itself on the signals of the terminal. gv never cuts the script short, as it moves files of gv.
    group: 'shared',
    keep: { head: OUTPUT_BYTES, tail: 0 },
  });
  const code = end.kind === 'exited' ? end.code : undefined;
  if (code === 0) return stdout.head.toString();
  const [first = '', ...rest] = stderr.head.toString().trim().split('\n');
  const message = first.replace(/^install\.sh: /, '');
  throw new GvError(
    CODES[code ?? 1] ?? 'failed',
    message === '' ? `${script} failed without a message` : message,
    {
      ...(rest.length === 0 ? {} : { hint: rest.map((line) => line.trim()).join(' ') }),
      path: world.layout.root,
      ...(end.kind === 'not-started' ? { cause: end.cause } : {}),
    },
  );
}
