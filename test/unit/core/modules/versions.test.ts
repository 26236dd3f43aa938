import { describe, expect, it } from 'vitest';
import {
  compareVersions,
  isIncompatible,
  isPlaceable,
  majorOf,
  moduleOf,
  pseudoTime,
} from '../../../../src/core/modules/versions.ts';

describe('a module version', () => {
  it.each([
    ['v0.0.0-20170915032832-14c0d48ead0c', '2017-09-15T03:28:32Z'],
    ['v1.2.4-0.20191109021931-daa7c04131f5', '2019-11-09T02:19:31Z'],
    ['v1.2.3-pre.0.20191109021931-daa7c04131f5', '2019-11-09T02:19:31Z'],
    ['v2.0.0-20191109021931-daa7c04131f5+incompatible', '2019-11-09T02:19:31Z'],
    ['v1.2.3', undefined],
    ['v1.2.3-20191109021931-daa7c04131f5', undefined],
    ['v1.2.3-rc.1', undefined],
    ['master', undefined],
  ])('%s names a commit of %s', (version, time) => {
    expect(pseudoTime(version)).toBe(time);
  });

  it('has a major version, and may be without a go.mod for it', () => {
    expect(['v2.1.0+incompatible', 'v0.1.0', 'v11.0.0', 'x'].map(majorOf)).toEqual([2, 0, 11, 0]);
    expect([isIncompatible('v2.1.0+incompatible'), isIncompatible('v2.1.0')]).toEqual([true, false]);
  });

  it('is ordered as in Go: golang.org/x/mod/semver, TestCompare', () => {
    const sorted = [
      'bad',
      'v1.0.0-alpha',
      'v1.0.0-alpha.1',
      'v1.0.0-alpha.beta',
      'v1.0.0-beta',
      'v1.0.0-beta.2',
      'v1.0.0-beta.11',
      'v1.0.0-rc.1',
      'v1.0.0',
      'v1.0.1',
      'v1.2.0',
      'v1.10.0',
      'v2.0.0+incompatible',
    ];
    for (const [at, low] of sorted.entries()) {
      expect(sorted.slice(at + 1).filter((high) => compareVersions(low, high) >= 0)).toEqual([]);
      expect(sorted.slice(at + 1).filter((high) => compareVersions(high, low) <= 0)).toEqual([]);
    }
    expect(compareVersions('v1.0.0+a', 'v1.0.0+b')).toBe(0);
  });
});

describe('a name of a module', () => {
  it.each(['..', 'a/../b', '/a', 'a//b', 'a/', '', 'a\\b', 'a b', './a', 'a\nb'])(
    '%j is no place in the cache',
    (name) => {
      expect(isPlaceable(name)).toBe(false);
    },
  );

  it('is a place otherwise', () => {
    expect(['github.com/Azure/x', 'a', 'v1.0.0+incompatible', 'a/..b'].map(isPlaceable)).toEqual([
      true,
      true,
      true,
      true,
    ]);
  });

  it('is found by a package: the longest', () => {
    const modules = ['a.com', 'a.com/b', 'a.com/b/c/d'];
    expect(['a.com/b/c', 'a.com/b', 'a.com/bc', 'x'].map((path) => moduleOf(path, modules))).toEqual([
      'a.com/b',
      'a.com/b',
      'a.com',
      undefined,
    ]);
  });
});
