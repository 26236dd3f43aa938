import { afterEach, beforeEach, describe, expect } from 'vitest';
import type { ChildRequest } from '../../../src/io/children/child.ts';
import { markedProcesses } from '../../../src/io/running/marked-processes.ts';
import { PROC } from '../../../src/io/running/processes.ts';
import { nursery, type Nursery, runs } from '../../support/children.ts';
import { unless } from '../../support/unless.ts';

const onLinux = unless(process.platform === 'linux' ? undefined : 'only Linux has such a /proc');
const NAME = 'GV_TEST_MARK';

let box: Nursery;
beforeEach(() => {
  box = nursery();
});
afterEach(() => box[Symbol.dispose]());

function marked(value: string): Pick<ChildRequest, 'env' | 'strays'> {
  return {
    env: { PATH: '/usr/bin:/bin', [NAME]: value },
    strays: (group) => markedProcesses(PROC, { name: NAME, value }, group),
  };
}

/** Starts a program in a session of its own, whose number is in a file when that is there. */
const away = (file: string, program: string): string =>
  `setsid sh -c '${program}' >/dev/null 2>&1 & until [ -s ${file} ]; do sleep 0.01; done`;

describe('what left the process group of a child', () => {
  onLinux('is ended with the child, with its own children, also where it ignores SIGTERM', async () => {
    const daemon = away(
      'daemon',
      'trap "" TERM; (setsid sleep 300 & echo $! >second); echo $$ >daemon; sleep 300',
    );
    // The parent of the one without a mark has one.
    const bare = away('bare', 'setsid env -i /usr/bin/sleep 300 & echo $! >bare; wait');
    const nested = away('nested', `export ${NAME}=/a/b; sleep 300 & echo $! >nested; wait`);
    const stop = new AbortController();
    const { end } = await box.sh(`${daemon}; ${bare}; ${nested}; echo ready; wait`, {
      ...marked('/a'),
      signal: stop.signal,
      onOutput: () => stop.abort(),
    });
    expect(end).toEqual({ kind: 'ended', why: 'interrupted' });
    for (const name of ['daemon', 'second', 'bare', 'nested'])
      await expect.poll(() => [name, runs(box.pidIn(name))]).toEqual([name, false]);
  });

  onLinux('goes on after a child that ends by itself, and is none of another one', async () => {
    await box.sh(away('daemon', 'echo $$ >daemon; sleep 300'), marked('/a'));
    const daemon = box.pidIn('daemon');
    const strays = (value: string): boolean => markedProcesses(PROC, { name: NAME, value }, 0).isThere();
    expect([runs(daemon), strays('/a'), strays('/b')]).toEqual([true, true, false]);
    markedProcesses(PROC, { name: NAME, value: '/a' }, 0).send('SIGKILL');
    await expect.poll(() => runs(daemon)).toBe(false);
  });
});
