import { describe, expect, it } from 'vitest';
import {
  credentialFor,
  mergeCredentials,
  netrcCredentials,
  parseAuthOutput,
  parseGitCredential,
} from '../../../../src/core/go/credentials.ts';

describe('what a GOAUTH command prints', () => {
  it('is URLs and headers, block by block', () => {
    const found = parseAuthOutput(
      'https://a.test/x/\nhttps://b.test\n\nAuthorization: Basic Zm9v\nX-A: 1\nX-A: 2\n\nhttps://c.test\n\n\n',
    );
    expect(Object.fromEntries(found ?? [])).toEqual({
      'a.test/x': { authorization: 'Basic Zm9v', 'x-a': '1, 2' },
      'b.test': { authorization: 'Basic Zm9v', 'x-a': '1, 2' },
      'c.test': {},
    });
  });

  it('may be nothing', () => {
    expect(parseAuthOutput('')?.size).toBe(0);
  });

  it.each([
    'https://a.test',
    'https://a.test\n\nAuthorization: x\n',
    'https://a.test\n\nno header\n\n',
    'https://a.test\n\nBad Name: x\n\n',
    'https://a.test\n\nX: a\rY: b\n\n',
    'not a url\n\nX: a\n\n',
  ])('is refused: %j', (text) => {
    expect(parseAuthOutput(text)).toBeUndefined();
  });
});

describe('what git credential fill prints', () => {
  const asked = new URL('https://a.test/x/@v/list');
  const login = 'username=gopher\npassword=a=b c\n';
  const header = { authorization: `Basic ${btoa('gopher:a=b c')}` };

  it.each<readonly [string, string]>([
    ['protocol=https\nhost=a.test\n', 'a.test'],
    ['protocol=https\nhost=a.test\npath=x\n', 'a.test/x'],
    ['url=https://a.test/x/\n', 'a.test/x'],
  ])('%j is a login for %s', (text, prefix) => {
    expect(Object.fromEntries(parseGitCredential(text + login, asked) ?? [])).toEqual({ [prefix]: header });
  });

  it.each([
    '',
    'host=a.test\n',
    'protocol=http\nhost=a.test\n',
    'protocol=https\nhost=b.test\n',
    'protocol=https\nhost=a.test:8443\n',
    'protocol=https\nhost=a.test\npath=y\n',
    'protocol=https\nhost=a.test\npath=x/@v/li\n',
    'url=nonsense\n',
  ])('%j is a login for another address, or none', (text) => {
    expect(parseGitCredential(text + login, asked)).toBeUndefined();
  });
});

describe('credentials', () => {
  const known = new Map([
    ['a.test', { authorization: 'host' }],
    ['a.test/x', { authorization: 'x' }],
    ['a.test:8443', { authorization: 'port' }],
  ]);

  it.each<readonly [string, string | undefined]>([
    ['https://a.test/', 'host'],
    ['https://a.test/x', 'x'],
    ['https://a.test/x/y/@v/list', 'x'],
    ['https://a.test/xy', 'host'],
    ['https://a.test:8443/x', 'port'],
    ['https://b.a.test/', undefined],
    ['https://a.test.evil.test/', undefined],
    ['http://a.test/', undefined],
  ])('for %s', (url, expected) => {
    expect(credentialFor(known, new URL(url))?.['authorization']).toBe(expected);
  });

  it('of a netrc: the earlier login of a machine counts, in UTF-8', () => {
    const logins = [
      { machine: 'a.test', login: 'ü', password: 'é' },
      { machine: 'a.test', login: 'later', password: 'x' },
    ];
    const header = credentialFor(netrcCredentials(logins), new URL('https://a.test/'))?.['authorization'];
    expect(header).toBe(`Basic ${Buffer.from('ü:é').toString('base64')}`);
  });

  it('are taken away by a block without headers', () => {
    const merged = mergeCredentials(known, new Map([['a.test/x', {}]]));
    expect(credentialFor(merged, new URL('https://a.test/x'))?.['authorization']).toBe('host');
  });
});
