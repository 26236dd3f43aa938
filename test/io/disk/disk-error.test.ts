import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { GvError } from '../../../src/errors.ts';
import { diskError, readError, threadError, threadFailure } from '../../../src/io/disk/disk-error.ts';
import { readSmall } from '../../../src/io/disk/read.ts';
import { testWorld } from '../../support/test-world.ts';

const system = (code: string): Error => Object.assign(new Error(code), { code });

describe('a failure on the disk', () => {
  it.each([
    ['ENOSPC', 'disk-full'],
    ['EDQUOT', 'disk-full'],
    ['EACCES', 'permission'],
    ['EROFS', 'permission'],
    ['EISDIR', 'disk'],
  ])('%s is %s and knows its path', (code, expected) => {
    expect(diskError(system(code), '/r/x')).toMatchObject({ code: expected, path: '/r/x' });
  });

  it.each(['scandir', 'lstat', 'readlink'])('says of %s that reading is not allowed', (call) => {
    const error = Object.assign(new Error(`EACCES: permission denied, ${call} '/r/x'`), { code: 'EACCES' });
    expect(diskError(error, '/r/x').message).toBe('not allowed to read /r/x');
  });

  it('says so of a call that only reads, and of one that removes that this is not allowed', () => {
    expect(readError(system('EACCES'), '/r/x').message).toBe('not allowed to read /r/x');
    expect(readError(system('ENOSPC'), '/r/x').message).toBe('no space left for /r/x');
    const error = Object.assign(new Error("EPERM: operation not permitted, unlink '/r/x'"), {
      code: 'EPERM',
    });
    expect(diskError(error, '/r/x').message).toBe('not allowed to remove /r/x');
  });

  it('names what is no directory, and its cure where it stands beside the launcher', async () => {
    await using world = await testWorld();
    const cache = join(world.folder, 'cache');
    writeFileSync(cache, '');
    const [itself, below] = [cache, join(cache, 'a', 'b')];
    expect(diskError(system('ENOTDIR'), itself)).toMatchObject({
      message: `${cache} is there, and is no directory`,
    });
    expect(diskError(system('ENOTDIR'), below)).toMatchObject({
      message: `${below} lies below ${cache}, which is no directory`,
      hint: undefined,
    });
    mkdirSync(join(world.folder, 'bin'));
    writeFileSync(join(world.folder, 'bin', 'gv'), '');
    for (const path of [itself, below])
      expect(diskError(system('ENOTDIR'), path)).toMatchObject({
        hint: `Move it away: mv ${cache} ${cache}.away`,
      });
  });

  it('is told as one of the umask where that takes the rights of the owner', () => {
    const before = process.umask(0o277);
    try {
      expect(diskError(system('EACCES'), '/r/x')).toMatchObject({
        code: 'permission',
        message: expect.stringContaining('the umask 0277'),
        hint: expect.stringContaining('umask 022'),
      });
    } finally {
      process.umask(before);
    }
  });

  it('says so of a thread that only reads, and of no other', () => {
    const failure = threadFailure(
      Object.assign(new Error("EACCES: permission denied, open '/r/x'"), { code: 'EACCES' }),
      '/r/x',
    );
    expect(threadError({ ...failure, isReader: true }).message).toBe('not allowed to read /r/x');
    expect(threadError(failure).message).toBe('not allowed to write /r/x');
  });

  it('that is named already keeps its name and path', () => {
    const error = new GvError('disk', 'x', { path: '/r/y' });
    expect(diskError(error, '/r/x')).toBe(error);
  });

  it('anything else stays a surprise', () => {
    const error = new Error('bug');
    expect(diskError(error, '/r/x')).toBe(error);
  });

  it('knows the path where a directory stands for a file', () => {
    expect(() => readSmall('/')).toThrow(expect.objectContaining({ code: 'disk', path: '/' }));
  });
});
