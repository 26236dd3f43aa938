import { describe, expect, it } from 'vitest';
import { GvError } from '../../../src/errors.ts';
import { diskError, threadError, threadFailure } from '../../../src/io/disk/disk-error.ts';
import { readSmall } from '../../../src/io/disk/read.ts';

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
