import { describe, expect, it } from 'vitest';
import { mutatingCalls, spread } from '../tools/kills/calls.ts';

const LOG = `11 openat(AT_FDCWD</p>, "/r/lib/gv.js", O_RDONLY|O_CLOEXEC) = 20</r/lib/gv.js>
12 mkdir("/r/staging", 0700) = 0
11 mkdir("/r/staging", 0700) = -1 EEXIST (File exists)
11 openat(AT_FDCWD</p>, "/r/x.tmp", O_WRONLY|O_CREAT|O_EXCL, 0644) = 21</r/x.tmp>
11 write(1<pipe:[7]>, "to the terminal", 15) = 15
12 write(21</r/x.tmp>, "text", 4 <unfinished ...>
11 write(9<anon_inode:[eventfd]>, "\\1\\0\\0\\0\\0\\0\\0\\0", 8) = 8
12 <... write resumed>) = 4
11 rename("/elsewhere/a", "/elsewhere/b") = 0
12 rename("/r/x.tmp", "/r/x") = 0
11 write(21</r/x.tmp>, "more", 4) = 4
11 +++ exited with 0 +++
`;

describe('the numbers of mutating calls', () => {
  it('are those of calls that change something below the directory, each counted in its own thread', () => {
    expect(mutatingCalls(LOG, '/r').map(({ call, nth }) => `${call} ${nth}`)).toEqual([
      'mkdir 1',
      'openat 2',
      'write 1',
      'rename 1',
      'write 3',
    ]);
  });

  it('have one number where two threads make the same call as their n-th', () => {
    const two = '1 unlink("/r/a") = 0\n2 unlink("/r/b") = 0\n1 unlink("/r/c") = 0\n';
    expect(mutatingCalls(two, '/r').map(({ text }) => text)).toEqual([
      'unlink("/r/a") = 0',
      'unlink("/r/c") = 0',
    ]);
  });
});

describe('a sample of them', () => {
  it.each([
    [[1, 2, 3], 5, [1, 2, 3]],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9], 3, [1, 5, 9]],
    [[1, 2, 3, 4], 1, [1]],
    [[], 3, []],
  ])('of %j, at most %i', (all, most, sample) => {
    expect(spread(all, most)).toEqual(sample);
  });
});
