import { describe, expect, it } from 'vitest';
import { credentialHelpers, helperName } from '../../../../src/core/roads/git-credentials.ts';

const helper = (sub: string, value: string) => ({
  scope: 'global',
  file: undefined,
  name: 'credential.helper',
  sub,
  value,
});
const names = (url: string, ...settings: ReturnType<typeof helper>[]): readonly string[] =>
  credentialHelpers(settings, new URL(url)).map(({ name }) => name);

describe('credential helpers', () => {
  it('count in their order, until an empty value forgets them', () => {
    expect(names('https://h.example/a', helper('', 'store'), helper('', 'cache --timeout 9'))).toEqual([
      'store',
      'cache',
    ]);
    expect(
      names('https://h.example/a', helper('', 'store'), helper('', ''), helper('', 'libsecret')),
    ).toEqual(['libsecret']);
  });

  it.each([
    ['https://h.example/team/a', true],
    ['https://h.example/team', true],
    ['https://h.example/teams', false],
    ['https://h.example:8443/team/a', false],
    ['http://h.example/team/a', false],
    ['https://other.example/team/a', false],
  ])('of https://h.example/team for %s: %s', (url, counts) => {
    expect(names(url, helper('https://h.example/team', 'store'))).toEqual(counts ? ['store'] : []);
  });

  it.each([
    ['store', 'store'],
    ['/usr/lib/git-core/git-credential-libsecret', 'libsecret'],
    ['/opt/manager --secret s3cret', 'manager'],
    ['!f() { echo password=s3cret; }; f', 'a shell command'],
    ['s3cret:$x', 'a program'],
    ['', 'a program'],
  ])('%j is named %j, without arguments', (value, name) => {
    expect(helperName(value)).toBe(name);
  });
});
