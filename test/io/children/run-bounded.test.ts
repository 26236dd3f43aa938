import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChildRequest } from '../../../src/io/children/child.ts';
import { keptText } from '../../../src/io/children/kept-output.ts';
import { nursery, type Nursery, runs } from '../../support/children.ts';

const MIB = 1024 * 1024;
const exited = (code: number): unknown => ({ kind: 'exited', code });

let box: Nursery;
beforeEach(() => {
  box = nursery();
});
afterEach(() => box[Symbol.dispose]());

/** A reader that stops a script when it has printed `word`. */
function untilSaid(word: string): Pick<ChildRequest, 'onOutput' | 'signal'> {
  const controller = new AbortController();
  let text = '';
  const onOutput = (_: string, part: Buffer): void => {
    text += part.toString();
    if (text.includes(word)) controller.abort();
  };
  return { onOutput, signal: controller.signal };
}

describe('a child that ends by itself', () => {
  it('gives its exit code and both streams apart', async () => {
    const { end, stdout, stderr, stalls } = await box.sh('echo out; echo err >&2; exit 3');
    expect([end, keptText(stdout), keptText(stderr), stalls]).toEqual([exited(3), 'out\n', 'err\n', 0]);
  });

  it('is told from one that a signal killed, and from one that cannot be started', async () => {
    expect((await box.sh('kill -9 $$')).end).toEqual({ kind: 'killed', signal: 'SIGKILL' });
    writeFileSync(join(box.folder, 'text'), 'no program', { mode: 0o644 });
    for (const [program, code] of [
      [join(box.folder, 'nowhere'), 'ENOENT'],
      [join(box.folder, 'text'), 'EACCES'],
      [box.folder, 'EACCES'],
    ] as const) {
      const { end, stdout } = await box.sh('', { program });
      expect([end, stdout.bytes]).toMatchObject([{ kind: 'not-started', cause: { code } }, 0]);
    }
    const long = await box.sh('', { args: ['-c', 'x'.repeat(8 * MIB)] });
    expect(long.end).toMatchObject({ kind: 'not-started', cause: { code: 'E2BIG' } });
  });

  it('reads its input, or nothing; one that closes its input early is no failure', async () => {
    expect(keptText((await box.sh('cat', { input: 'for cat\n' })).stdout)).toBe('for cat\n');
    expect((await box.sh('cat; exit 4')).end).toEqual(exited(4));
    expect((await box.sh('exec <&-; sleep 0.1; exit 5', { input: 'x'.repeat(4 * MIB) })).end).toEqual(
      exited(5),
    );
    expect((await box.sh('exit 6', { input: 'x'.repeat(4 * MIB) })).end).toEqual(exited(6));
  });

  it('has gv’s terminal and process group only where that is asked for', async () => {
    const script = 'set -- $(cat /proc/self/stat); echo "$5 $6"';
    const own = keptText((await box.sh(script)).stdout)
      .trim()
      .split(' ');
    const shared = keptText((await box.sh(script, { group: 'shared' })).stdout)
      .trim()
      .split(' ');
    const here = readFileSync('/proc/self/stat', 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    expect(shared).toEqual([here[2], here[3]]);
    expect(own[0]).not.toBe(here[2]);
    expect(own[1]).not.toBe(here[3]);
  });

  it('leads dropped streams to /dev/null', async () => {
    const { stdout, stderr } = await box.sh('readlink /proc/self/fd/2; echo err >&2', { drop: ['stderr'] });
    expect([keptText(stdout), stderr.bytes]).toEqual(['/dev/null\n', 0]);
  });
});

describe('a child that gv ends', () => {
  it('gets SIGTERM at the deadline, with time to say so', async () => {
    const { end, stdout } = await box.sh('trap "echo bye; exit 7" TERM; while :; do sleep 0.05; done', {
      deadline: 300,
    });
    expect([end, keptText(stdout)]).toEqual([{ kind: 'ended', why: 'deadline' }, 'bye\n']);
  });

  it('gets SIGKILL with all that it started when SIGTERM is ignored', async () => {
    const script =
      'trap "" TERM; sleep 300 & echo $! >grandchild; echo $$ >child; echo ready; while :; do sleep 300; done';
    const { end } = await box.sh(script, untilSaid('ready'));
    expect(end).toEqual({ kind: 'ended', why: 'interrupted' });
    for (const name of ['child', 'grandchild']) expect([name, runs(box.pidIn(name))]).toEqual([name, false]);
  });

  it('is ended alone in a shared group, also by SIGKILL', async () => {
    const script =
      'trap "" TERM; sleep 300 >/dev/null & echo $! >grandchild; echo $$ >child; echo ready; while :; do sleep 0.1; done';
    const { end } = await box.sh(script, { ...untilSaid('ready'), group: 'shared' });
    expect(end).toEqual({ kind: 'ended', why: 'interrupted' });
    expect([runs(box.pidIn('child')), runs(box.pidIn('grandchild'))]).toEqual([false, true]);
    process.kill(box.pidIn('grandchild'), 'SIGKILL');
  });

  it('is not started at all for a caller that was interrupted before', async () => {
    const { end } = await box.sh('touch started', { signal: AbortSignal.abort() });
    expect(end).toEqual({ kind: 'ended', why: 'interrupted' });
    expect((await box.sh('test -e started')).end).toEqual(exited(1));
  });

  it('is ended when it prints too much, also where it has exited by then', async () => {
    const tooMuch = { kind: 'ended', why: 'too-much' };
    expect((await box.sh('exec yes', { most: 100_000 })).end).toEqual(tooMuch);
    expect((await box.sh('head -c 60000 /dev/zero', { most: 50_000 })).end).toEqual(tooMuch);
    expect((await box.sh('head -c 50000 /dev/zero', { most: 50_000 })).end).toEqual(exited(0));
  });
});

describe('a grandchild that holds the streams open', () => {
  it('is ended with its own group when the child has exited', async () => {
    const { end, stdout } = await box.sh('sleep 300 & echo $! >grandchild; echo said');
    expect([end, keptText(stdout)]).toEqual([exited(0), 'said\n']);
    await expect.poll(() => runs(box.pidIn('grandchild'))).toBe(false);
  });

  it('is left alone in a shared group: an agent may go on', async () => {
    const { end } = await box.sh('sleep 300 & echo $! >grandchild', { group: 'shared' });
    expect([end, runs(box.pidIn('grandchild'))]).toEqual([exited(0), true]);
    process.kill(box.pidIn('grandchild'), 'SIGKILL');
  });

  it('that writes for ever is cut off too', async () => {
    const { end } = await box.sh('(while echo more; do sleep 0.02; done) & exit 2', {
      onOutput: () => undefined,
    });
    expect(end).toEqual(exited(2));
  });
});

describe('a silent child', () => {
  it('is marked each time, and goes on', async () => {
    const script =
      'echo a; while ! [ -e one ]; do sleep 0.02; done; echo b; while ! [ -e two ]; do sleep 0.02; done';
    const marks = ['one', 'two'];
    const onStall = (): void => writeFileSync(join(box.folder, marks.shift() ?? 'more'), '');
    const { end, stalls, stdout } = await box.sh(script, { stall: 150, onStall });
    expect([end, stalls, keptText(stdout)]).toEqual([exited(0), 2, 'a\nb\n']);
  });
});

describe('gv itself', () => {
  it('takes the group with it when it exits in the middle', async () => {
    const module = join(import.meta.dirname, '../../../src/io/children/run-bounded.ts');
    const program = `
      const { runBounded } = await import(${JSON.stringify(module)});
      const onOutput = () => process.exit(9);
      await runBounded({ program: '/bin/sh', args: ['-c', 'echo $$ >child; echo said; exec sleep 300'], env: process.env, group: 'own', onOutput });`;
    const args = ['--input-type=module', '-e', program];
    const { end } = await box.sh('', { program: process.execPath, args, group: 'shared' });
    expect(end).toEqual(exited(9));
    await expect.poll(() => runs(box.pidIn('child'))).toBe(false);
  });
});
