import { describe, expect, it } from 'vitest';
import { parseGoproxy } from '../../../../src/core/go/goproxy.ts';
import { GvError } from '../../../../src/errors.ts';
import { codeOf } from '../../../support/code-of.ts';

const from = '/home/gopher/.config/go/env';

/** The list in short: `https://a/,` `https://a/|` `direct` `off`. */
function short(value: string): readonly string[] {
  return parseGoproxy({ value, from }).map((entry) =>
    entry.kind === 'url' ? `${entry.url.href}${entry.fallThrough === 'any' ? '|' : ','}` : entry.kind,
  );
}

describe('a GOPROXY list', () => {
  it.each<readonly [string, readonly string[]]>([
    ['https://a.test', ['https://a.test/,']],
    ['https://a.test,direct', ['https://a.test/,', 'direct']],
    ['https://a.test|https://b.test,off', ['https://a.test/|', 'https://b.test/,', 'off']],
    [' https://a.test , , direct ', ['https://a.test/,', 'direct']],
    ['direct,https://a.test', ['direct']],
    ['off|https://a.test', ['off']],
    [',|,https://a.test||', ['https://a.test/|']],
    ['a.test', ['https://a.test/,']],
    ['a.test/go/proxy', ['https://a.test/go/proxy,']],
    ['localhost:8080', ['https://localhost:8080/,']],
    ['http://a.test', ['http://a.test/,']],
    ['https://user:p%40ss@a.test/x?token=1#top', ['https://user:p%40ss@a.test/x?token=1,']],
    ['file:///srv/modules', ['file:///srv/modules,']],
    ['HTTPS://A.test', ['https://a.test/,']],
  ])('%s', (value, entries) => {
    expect(short(value)).toEqual(entries);
  });

  it.each([
    '',
    ' ',
    ',',
    '|,|',
    'name',
    'ftp://a.test',
    '/srv/modules',
    'file://host/srv',
    'file:///srv?x=1',
    'https://',
    'https://a.test b.test',
    'https://a.test\n.b.test',
    'javascript:alert(1)//',
    'https://a.test,name,direct',
  ])('refuses %j', async (value) => {
    expect(await codeOf(() => short(value))).toBe('bad-config');
  });

  it('does not give credentials to plain http', async () => {
    expect(await codeOf(() => short('http://user:secret@a.test'))).toBe('insecure-url');
  });

  it('names where the list stands and shows no credentials', () => {
    for (const value of ['ftp://user:secret@a.test', 'http://user:secret@a.test']) {
      try {
        short(value);
        expect.unreachable();
      } catch (error) {
        if (!(error instanceof GvError)) throw error;
        expect(error.message).toContain(from);
        expect(`${error.message} ${error.hint}`).not.toContain('secret');
      }
    }
  });
});
