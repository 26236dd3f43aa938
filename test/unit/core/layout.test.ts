import { describe, expect, it } from 'vitest';
import { isInside, layoutOf } from '../../../src/core/layout.ts';

const USER = { version: '/u/config/version', cache: '/u/cache', state: '/u/state' };

describe('a root', () => {
  it('has everything below itself where it is one’s own', () => {
    const layout = layoutOf('/root');
    const paths = Object.values(layout).filter((value) => typeof value === 'string');
    expect(paths.filter((path) => path !== '/root' && !isInside('/root', path))).toEqual([]);
    expect(layout.logHeads('abc')).toEqual(['/root/trust/log/head-abc']);
    expect(layout.user).toBeUndefined();
  });

  it('may be written with a slash at its end', () => {
    expect(layoutOf('/root/').versions).toBe('/root/versions');
    expect(layoutOf('/').versions).toBe('/versions');
  });

  it('of another account: what gv learns for a user lies with the user, and is read in the root too', () => {
    const layout = layoutOf('/root', USER);
    expect(layout.cache).toBe('/u/cache');
    expect(layout.index).toBe('/u/cache/index.json');
    expect(layout.projects).toBe('/u/state/projects');
    expect(layout.ownMutexes).toBe('/u/state/locks');
    expect(layout.logHeads('abc')).toEqual(['/u/state/trust/log/head-abc', '/root/trust/log/head-abc']);
    expect(layout.seenReleases('official')).toEqual([
      '/u/state/trust/releases/official',
      '/root/trust/releases/official',
    ]);
    expect(layout.logRecords('abc', 'v1')).toEqual([
      '/u/state/trust/log-records/abc/v1.json',
      '/root/trust/log-records/abc/v1.json',
    ]);
  });

  it('of another account: toolchains and what proves them stay where they are', () => {
    const [own, shared] = [layoutOf('/root'), layoutOf('/root', USER)];
    for (const name of [
      'versions',
      'receipts',
      'seenDigests',
      'keys',
      'staging',
      'mutexes',
      'provenances',
    ] as const)
      expect([name, shared[name]]).toEqual([name, own[name]]);
    expect(shared.toolchain('1.22.5')).toBe('/root/versions/1.22.5');
  });
});

describe('a path', () => {
  it.each([
    ['/a', '/a/b', true],
    ['/a/', '/a/b', true],
    ['/', '/a', true],
    ['/a', '/ab', false],
    ['/a', '/a', false],
    ['/a/b', '/a', false],
  ])('under %s: %s is %s', (directory, path, inside) => {
    expect(isInside(directory, path)).toBe(inside);
  });
});
