import { describe, expect, it } from 'vitest';
import {
  archiveUrls,
  foreignHost,
  indexBases,
  indexUrl,
  isOfficialBase,
} from '../../../../src/core/release/addresses.ts';
import { parseVersion } from '../../../../src/core/version.ts';

const version = parseVersion('1.20.0') ?? expect.fail('1.20.0 is a release');
const fileName = 'go1.20.linux-amd64.tar.gz';
const FILE = `/${fileName}`;

function urls(env: Readonly<Record<string, string>>, base?: string): readonly string[] {
  const wanted = { fileName, version, base: base === undefined ? undefined : new URL(base) };
  return archiveUrls(env, wanted).map(({ href }) => href);
}

describe('the address of the index', () => {
  it.each([
    [{}, ['https://go.dev/dl/?mode=json&include=all', 'https://golang.google.cn/dl/?mode=json&include=all']],
    [
      { GV_DL_URL: '' },
      ['https://go.dev/dl/?mode=json&include=all', 'https://golang.google.cn/dl/?mode=json&include=all'],
    ],
    [{ GV_DL_URL: 'https://m.test/go/dl' }, ['https://m.test/go/dl/?mode=json&include=all']],
    [{ GV_DL_URL: ' https://m.test/go/dl// ' }, ['https://m.test/go/dl/?mode=json&include=all']],
    [{ GV_DL_URL: 'https://m.test' }, ['https://m.test/?mode=json&include=all']],
    [{ GV_DL_URL: 'https://m.test/a?token=1' }, ['https://m.test/a/?token=1&mode=json&include=all']],
  ])('%j', (env, expected) => {
    expect(indexBases(env).map((base) => indexUrl(base).href)).toEqual(expected);
  });

  it('is refused when it is none', () => {
    expect(() => indexBases({ GV_DL_URL: 'go.dev/dl' })).toThrow('GV_DL_URL');
  });
});

describe('an index', () => {
  it.each([
    ['https://go.dev/dl', undefined],
    ['https://go.dev/dl/', undefined],
    ['https://GO.DEV:443/dl', undefined],
    ['https://golang.google.cn/dl', undefined],
    ['http://go.dev/dl', 'go.dev'],
    ['https://go.dev:8443/dl', 'go.dev:8443'],
    ['https://go.dev./dl', 'go.dev.'],
    ['https://go.dev/other/dl', 'go.dev'],
    ['https://go.dev', 'go.dev'],
    ['https://go.dev@evil.test/dl', 'evil.test'],
    ['https://go.dev.evil.test/dl', 'go.dev.evil.test'],
    ['https://mirror.test/go.dev/dl', 'mirror.test'],
  ])('at %s is official, or the word of the host %s', (base, host) => {
    expect(foreignHost(new URL(base))).toBe(host);
    expect(isOfficialBase(new URL(base))).toBe(host === undefined);
  });
});

describe('where an archive may be had', () => {
  const official = [`https://go.dev/dl${FILE}`, `https://golang.google.cn/dl${FILE}`];
  it.each([
    ['nothing set', {}, official],
    ['one mirror', { GV_MIRROR: 'https://m.test/golang/' }, [`https://m.test/golang${FILE}`, ...official]],
    [
      'several',
      { GV_MIRROR: 'https://a.test, http://b.test\thttps://c.test' },
      [`https://a.test${FILE}`, `http://b.test${FILE}`, `https://c.test${FILE}`, ...official],
    ],
    [
      'a nested mirror',
      { GV_MIRROR: 'https://m.test/go{version}/{file}?t=1' },
      [`https://m.test/go1.20${FILE}?t=1`, ...official],
    ],
    [
      'a folder for each version',
      { GV_MIRROR: 'https://m.test/{version}' },
      [`https://m.test/1.20${FILE}`, ...official],
    ],
    ['another index', { GV_DL_URL: 'https://m.test/dl/' }, [`https://m.test/dl${FILE}`]],
  ])('%s', (_what, env: Readonly<Record<string, string>>, expected) => {
    expect(urls(env)).toEqual(expected);
  });

  it('begins with the base that answered', () => {
    expect(urls({}, 'https://golang.google.cn/dl')).toEqual([...official].reverse());
  });

  it('is refused where a mirror is no address', () => {
    expect(() => urls({ GV_MIRROR: 'https://a.test ftp://b.test' })).toThrow('GV_MIRROR');
  });
});
