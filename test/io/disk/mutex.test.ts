import { spawnSync } from 'node:child_process';
import { access, chmod, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withMutex } from '../../../src/io/disk/mutex.ts';
import { codeOf } from '../../support/code-of.ts';
import { mounted, NO_MOUNT } from '../../support/mounts.ts';
import { mutexHolder } from '../../support/mutex-holder.ts';
import { testWorld } from '../../support/test-world.ts';
import { unless } from '../../support/unless.ts';

describe('the mutex', () => {
  it('is held by one at a time, and freed by the kernel when its holder is killed', async () => {
    await using world = await testWorld();
    const path = join(world.folder, 'locks', 'x.lock');
    const told: string[] = [];
    let running = false;
    let waiting: Promise<void>;
    {
      await using _ = await mutexHolder(path);
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
    await using _ = await mutexHolder(path);
    const options = { signal: world.signal, purpose: 'test', waiting: () => world.controller.abort() };
    expect(await codeOf(() => withMutex(path, options, () => Promise.resolve()))).toBe('interrupted');
  });

  it('tells nobody who waits only for moments, and later whom, in one short line', async () => {
    await using world = await testWorld();
    const path = join(world.folder, 'x.lock');
    const told: string[] = [];
    let began = 0;
    await using _ = await mutexHolder(path, `long ${'x'.repeat(2_000)}\nsecond line`);
    const started = performance.now();
    const options = {
      signal: world.signal,
      purpose: 'test',
      patienceMs: 200,
      waiting: (who: string) => {
        told.push(who);
        began = performance.now() - started;
        world.controller.abort();
      },
    };
    expect(await codeOf(() => withMutex(path, options, () => Promise.resolve()))).toBe('interrupted');
    expect(began).toBeGreaterThanOrEqual(200);
    expect(told).toEqual([expect.stringMatching(/^process \d+: long x{80,120}$/)]);
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
      await using _ = await mutexHolder(path);
      await expect(take()).rejects.toMatchObject({
        code: 'in-use',
        message: expect.stringContaining('holding'),
      });
    }
    expect(await take()).toBe('done');
  });

  it('follows no link: SQLite would make the file that one leads to', async () => {
    await using world = await testWorld();
    const [path, target] = [join(world.folder, 'x.lock'), join(world.folder, 'target')];
    await symlink(target, path);
    const options = { signal: world.signal, purpose: 'test' };
    expect(await codeOf(() => withMutex(path, options, () => Promise.resolve()))).toBe('disk');
    await expect(access(target)).rejects.toThrow('ENOENT');
  });

  it('tells a person to remove a damaged file alone', async () => {
    await using world = await testWorld();
    const path = join(world.folder, 'x.lock');
    await writeFile(path, 'no database, but text that is longer than the header of one'.repeat(9));
    const options = { signal: world.signal, purpose: 'test' };
    const damaged = withMutex(path, options, () => Promise.resolve());
    await expect(damaged).rejects.toMatchObject({
      code: 'disk',
      message: `the mutex ${path} is damaged`,
      hint: `Remove it while no gv is running: rm ${path}`,
    });
  });

  unless(NO_MOUNT)('is taken on a full disk, where what is to be removed waits for it', async () => {
    await using world = await testWorld();
    using _ = mounted(['-t', 'tmpfs', '-o', 'size=4k', 'tmpfs', world.folder]);
    const path = join(world.folder, 'x.lock');
    await writeFile(join(world.folder, 'all'), Buffer.alloc(4_096));
    const options = { signal: world.signal, purpose: 'test', impatient: true };
    {
      await using _ = await mutexHolder(path);
      expect(await codeOf(() => withMutex(path, options, () => Promise.resolve()))).toBe('in-use');
    }
    expect(await withMutex(path, options, () => Promise.resolve('done'))).toBe('done');
  });

  it.each(['BEGIN EXCLUSIVE', 'PRAGMA journal_mode=MEMORY; BEGIN EXCLUSIVE'])(
    'is kept from a gv of any age: %s',
    async (taking) => {
      await using world = await testWorld();
      const path = join(world.folder, 'x.lock');
      // What an older gv leaves that was killed.
      await writeFile(`${path}-journal`, Buffer.alloc(512, 1));
      const options = { signal: world.signal, purpose: 'test', impatient: true };
      await withMutex(path, options, async () => {
        const program = `new (require('node:sqlite').DatabaseSync)(process.argv[1]).exec(process.argv[2])`;
        const ran = spawnSync(process.execPath, ['-e', program, path, taking], { encoding: 'utf8' });
        expect(ran.stderr).toContain('database is locked');
        expect(await readdir(world.folder)).not.toContain('x.lock-journal');
      });
    },
  );
});
