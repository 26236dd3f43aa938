import { describe, expect, it } from 'vitest';
import { GvError } from '../../../src/errors.ts';
import { diskError } from '../../../src/io/disk/disk-error.ts';
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
