import { describe, expect, it } from 'vitest';
import { isWebPage, signInPage } from '../../../../src/core/text/web-page.ts';

const NONE = new Uint8Array();
const starts = (text: string): Uint8Array => Buffer.from(text);

describe('a web page', () => {
  it.each(['text/html', 'text/html; charset=utf-8', ' Text/HTML', 'application/xhtml+xml'])(
    'is known by the type %j',
    (type) => {
      expect(isWebPage({ type, start: NONE })).toBe(true);
    },
  );

  it.each([
    '<!DOCTYPE html>',
    '<html>',
    '  \r\n<HTML lang="en">',
    '\ufeff<!doctype html>',
    '<head>',
    '<body>',
    '<meta http-equiv="refresh">',
    '<script>',
    '<?xml version="1.0"?>',
    '<!-- portal -->',
  ])('is known by its start, whatever its type: %j', (text) => {
    expect(isWebPage({ type: 'application/octet-stream', start: starts(text) })).toBe(true);
    expect(isWebPage({ type: undefined, start: starts(text) })).toBe(true);
  });

  it.each([
    ['application/json', '[{"version":"go1.22.5"}]'],
    ['application/x-gzip', '\u001f\u008b\u0008'],
    ['text/plain', 'html'],
    ['x-text/html', 'anything'],
    ['text/plain', '<'],
    ['text/plain', '<pre>404 page not found</pre>'],
    ['application/pgp-signature', '-----BEGIN PGP SIGNATURE-----'],
  ])('is not %s that begins with %j', (type, text) => {
    expect(isWebPage({ type, start: starts(text) })).toBe(false);
  });

  it('is not looked for beyond the first half kilobyte', () => {
    expect(isWebPage({ type: undefined, start: starts(`${' '.repeat(512)}<html>`) })).toBe(false);
  });
});

describe('the failure for a sign-in page', () => {
  const asked = new URL('https://go.test/dl/go1.22.5.linux-amd64.tar.gz');
  const wanted = 'go1.22.5.linux-amd64.tar.gz';

  it('names what was asked for, where, and the page to open', () => {
    const failure = signInPage({ code: 'not-an-archive', wanted, asked, url: asked, got: 'a web page' });
    expect(failure.code).toBe('not-an-archive');
    expect(failure.message).toBe(
      `got a web page instead of ${wanted} from go.test: this looks like a sign-in page of the network`,
    );
    expect(failure.hint).toContain(asked.href);
  });

  it('names the host that the answer came from, and shows no credentials', () => {
    const url = new URL('https://me:secret@portal.test/login?token=secret');
    const failure = signInPage({ code: 'bad-index', wanted: 'the index', asked, url, got: 'a web page' });
    expect(failure.code).toBe('bad-index');
    expect(failure.message).toContain('from go.test, which sends to portal.test: ');
    expect(failure.hint).toContain('https://portal.test/login');
    expect(`${failure.message} ${failure.hint}`).not.toContain('secret');
  });
});
