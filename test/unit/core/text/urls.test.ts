import { describe, expect, it } from 'vitest';
import { displayUrl, isLoopback, joinUrl, splitCredentials, webUrl } from '../../../../src/core/text/urls.ts';
import { GvError } from '../../../../src/errors.ts';

describe('a URL as it is shown', () => {
  it.each([
    ['https://go.dev/dl/?mode=json&include=all', 'https://go.dev/dl/?mode=json&include=all'],
    ['https://me:pw@mirror.test/go', 'https://mirror.test/go'],
    ['https://token@mirror.test/go#frag', 'https://mirror.test/go'],
    ['https://mirror.test/go?X-Amz-Signature=abc', 'https://mirror.test/go?…'],
    ['https://mirror.test/go?mode=json&sig=abc', 'https://mirror.test/go?mode=json&…'],
    ['https://mirror.test:99999/x?sig=abc', 'https://mirror.test:99999/x?…'],
    ['http://me:pw@[broken/x', 'http://[broken/x'],
    ['https://me:p/w@mirror test/x', 'https://mirror test/x'],
    ['https://me:p?w#x@y@[broken/x?sig=abc', 'https://[broken/x?…'],
    ['me:pw@mirror.test/x', 'mirror.test/x'],
    ['file:///srv/a@b', 'file:///srv/a@b'],
    ['not a url', 'not a url'],
  ])('%s → %s', (url, shown) => {
    expect(displayUrl(url)).toBe(shown);
  });
});

describe('credentials in a URL', () => {
  it.each([
    ['https://me:pw@h.test/x', 'me:pw'],
    ['https://me@h.test/x', 'me:'],
    ['https://m%40e:p%3Aw%25@h.test/x', 'm@e:p:w%'],
  ])('%s are %s', (text, pair) => {
    const { url, authorization } = splitCredentials(new URL(text));
    expect(url.href).toBe('https://h.test/x');
    expect(authorization).toBe(`Basic ${btoa(pair)}`);
  });

  it('may be of any script, and may be none', () => {
    const { authorization = '' } = splitCredentials(new URL('https://jörg:ß@h.test/'));
    expect(Buffer.from(authorization.slice(6), 'base64').toString()).toBe('jörg:ß');
    expect(splitCredentials(new URL('https://h.test/')).authorization).toBeUndefined();
  });
});

describe('this machine', () => {
  it.each(['localhost', 'LOCALHOST.', 'a.localhost', '127.0.0.1', '127.1', '127.255.0.3', '[::1]'])(
    'is %s',
    (host) => {
      expect(isLoopback(new URL(`http://${host}/`))).toBe(true);
    },
  );
  it.each(['localhost.test', 'notlocalhost', '128.0.0.1', '127.0.0.1.test', '10.0.0.1', '[::2]', '0.0.0.0'])(
    'is not %s',
    (host) => {
      expect(isLoopback(new URL(`http://${host}/`))).toBe(false);
    },
  );
});

describe('a file under a base', () => {
  it.each([
    ['https://go.dev/dl', 'https://go.dev/dl/f.tar.gz'],
    ['https://go.dev/dl//', 'https://go.dev/dl/f.tar.gz'],
    ['https://m.test', 'https://m.test/f.tar.gz'],
    ['https://u:p@m.test/a?token=1', 'https://u:p@m.test/a/f.tar.gz?token=1'],
  ])('%s → %s', (base, url) => {
    expect(joinUrl(new URL(base), 'f.tar.gz').href).toBe(url);
  });
});

describe('an address in a setting', () => {
  it.each(['ftp://m.test/', 'file:///etc/passwd', 'm.test/go', '', 'http://'])('%j is refused', (text) => {
    expect(() => webUrl(text, 'GV_MIRROR')).toThrow(GvError);
    expect(() => webUrl(text, 'GV_MIRROR')).toThrow('GV_MIRROR is not an http or https URL');
  });

  it('is refused without showing its password', () => {
    expect(() => webUrl('ftp://me:secret@m.test/', 'GV_DL_URL')).toThrow(/^((?!secret).)*$/);
  });
});
