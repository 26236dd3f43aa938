import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, chmod, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withMutex } from '../../../src/io/disk/mutex.ts';
import { codeOf } from '../../support/code-of.ts';
import { testWorld } from '../../support/test-world.ts';

const MUTEX = new URL('../../../src/io/disk/mutex.ts', import.meta.url).href;

/** Another process that takes the mutex, says so, and holds it until it is killed. */
async function holder(path: string): Promise<AsyncDisposable> {
  const program = `
    const { withMutex } = await import(${JSON.stringify(MUTEX)});
    const signal = new AbortController().signal;
    await withMutex(${JSON.stringify(path)}, { signal, purpose: 'holding' }, async () => {
      process.stdout.write('held\\n');
      await new Promise((resolve) => process.stdin.on('end', resolve).resume());
    });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return {
    async [Symbol.asyncDispose]() {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

describe('the mutex', () => {
  it('is held by one at a time, and freed by the kernel when its holder is killed', async () => {
    await using world = await testWorld();
    const path = join(world.folder, 'locks', 'x.lock');
    const told: string[] = [];
    let running = false;
    let waiting: Promise<void>;
    {
      await using _ = await holder(path);
      const { promise: knows, resolve: know } = Promise.withResolvers<void>();
      const options = {
        signal: world.signal,
        purpose: 'second',
        waiting: (who: string) => {
          told.push(who);
          know();
        },
      };
      waiting = withMutex(path, options, () => {
        running = true;
        return Promise.resolve();
      });
      await knows;
      expect(running).toBe(false);
    }
    await waiting;
    expect(running).toBe(true);
    expect(told).toEqual([expect.stringMatching(/^process \d+: holding$/)]);
  });

  it('lets the next one in whatever the first ended with', async () => {
    await using world = await testWorld();
    const path = join(world.folder, 'x.lock');
    const options = { signal: world.signal, purpose: 'test' };
    await expect(withMutex(path, options, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await withMutex(path, options, () => readFile(`${path}.holder`, 'utf8'))).toMatch(/: test\n$/);
    await expect(access(`${path}.holder`)).rejects.toThrow('ENOENT');
  });

  it('stops waiting when told to', async () => {
    await using world = await testWorld();
    const path = join(world.folder, 'x.lock');
    await using _ = await holder(path);
    const options = { signal: world.signal, purpose: 'test', waiting: () => world.controller.abort() };
    expect(await codeOf(() => withMutex(path, options, () => Promise.resolve()))).toBe('interrupted');
  });

  it('is refused where a directory stands, and where it cannot be written', async () => {
    await using world = await testWorld();
    const path = join(world.folder, 'x.lock');
    await mkdir(path);
    const options = { signal: world.signal, purpose: 'test' };
    expect(await codeOf(() => withMutex(path, options, () => Promise.resolve()))).toBe('permission');
    if (process.getuid?.() === 0) return;
    await mkdir(join(world.folder, 'closed'));
    await chmod(join(world.folder, 'closed'), 0o500);
    const closed = join(world.folder, 'closed', 'x.lock');
    expect(await codeOf(() => withMutex(closed, options, () => Promise.resolve()))).toBe('permission');
  });

  it('is not waited for by the impatient, who learn who holds it', async () => {
    await using world = await testWorld();
    const path = join(world.folder, 'locks', 'x.lock');
    const take = (): Promise<string> =>
      withMutex(path, { signal: world.signal, purpose: 'x', impatient: true }, () => Promise.resolve('done'));
    {
      await using _ = await holder(path);
      await expect(take()).rejects.toMatchObject({
        code: 'in-use',
        message: expect.stringContaining('holding'),
      });
    }
    expect(await take()).toBe('done');
  });
});
