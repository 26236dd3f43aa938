import type { Ran, Sandbox } from './sandbox.ts';
import { whereIs } from './shells.ts';
import { unless } from './unless.ts';

/** A test that needs script(1). */
export const onTerminal = unless(
  whereIs('script') === undefined ? 'there is no script(1) to make a terminal' : undefined,
);

/** Runs gv on a terminal of its own and types `answer`. */
export function answered(box: Sandbox, args: string, answer: string): Promise<Ran> {
  const command = `printf '${answer}\\n' | script -qec 'gv ${args}' /dev/null`;
  return box.run(['sh', '-c', command], { env: { TERM: 'dumb' } });
}
