import { describe, expect, it } from 'vitest';
import {
  hiddenBy,
  newestStable,
  parseSeenReleases,
  seenReleasesText,
} from '../../../src/trust/seen-releases.ts';
import { failureOf } from '../../support/failure.ts';
import { version } from '../../support/versions.ts';

const listed = (...names: readonly string[]) => names.map((name) => ({ version: version(name) }));
const labels = (versions: readonly { readonly label: string }[]) => versions.map(({ label }) => label);

describe('what a list has to reach', () => {
  it('is the newest stable release of each line, newest line first', () => {
    const releases = listed('1.26.1', '1.27rc2', '1.26.2', '1.20', '1.28rc1', '1.9.7');
    expect(labels(newestStable(releases))).toEqual(['1.26.2', '1.20.0', '1.9.7']);
  });

  it('is bounded, whatever a server lists', () => {
    const many = listed(...Array.from({ length: 500 }, (_, line) => `1.${line}.1`));
    const kept = labels(newestStable(many));
    expect([kept.length, kept[0]]).toEqual([200, '1.499.1']);
  });
});

describe('a release seen before', () => {
  const SEEN = ['1.27.1', '1.26.4', '1.21.13'].map(version);
  it.each<readonly [string, readonly string[], readonly string[]]>([
    ['nothing is hidden by the same list', ['1.27.1', '1.26.4', '1.21.13'], []],
    ['nor by a newer one', ['1.28.0', '1.27.2', '1.26.4', '1.21.14'], []],
    ['the newest is hidden', ['1.26.4', '1.21.13'], ['1.27.1']],
    ['a prerelease is no substitute', ['1.28rc1', '1.27rc3', '1.26.4', '1.21.13'], ['1.27.1']],
    ['a patch is hidden', ['1.27.0', '1.26.4', '1.21.13'], ['1.27.1']],
    ['a patch of an older line is hidden', ['1.27.1', '1.26.3', '1.21.13'], ['1.26.4']],
    ['a whole line is hidden', ['1.27.1', '1.21.13'], ['1.26.4']],
    ['something newer beside it makes up for nothing', ['1.99.0', '1.27.0', '1.26.4', '1.21.13'], ['1.27.1']],
    ['lines that are older than all that is listed are dropped, not hidden', ['1.27.1', '1.26.4'], []],
    ['everything is hidden by nothing', [], ['1.27.1', '1.26.4', '1.21.13']],
  ])('%s', (_, names, hidden) => {
    expect(labels(hiddenBy(listed(...names), SEEN))).toEqual(hidden);
  });
});

describe('the record of releases seen', () => {
  it('is read as it was written', () => {
    const text = seenReleasesText(['1.27.1', '1.20'].map(version));
    expect(text).toBe('1.27.1\n1.20.0\n');
    expect(labels(parseSeenReleases(text, '/r'))).toEqual(['1.27.1', '1.20.0']);
    expect(parseSeenReleases('', '/r')).toEqual([]);
  });

  it.each(['nonsense', '1.27rc1', '1.27.1 1.26.4', '../..', '\0'])(
    'is damaged by a line %j',
    async (line) => {
      const failure = await failureOf(
        Promise.resolve().then(() => parseSeenReleases(`1.27.1\n${line}\n`, '/r')),
      );
      expect(failure).toMatchObject({ code: 'disk', message: '/r:2 is damaged' });
      expect(failure.hint).toContain('gv prune --index');
    },
  );
});
