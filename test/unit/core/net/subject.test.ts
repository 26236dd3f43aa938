import { describe, expect, it } from 'vitest';
import { escapedElement, newestListed, parseTarget } from '../../../../src/core/net/subject.ts';

describe('parseTarget', () => {
  it.each([
    ['golang.org/x/text', { module: 'golang.org/x/text', version: undefined }],
    ['golang.org/x/text@v0.14.0', { module: 'golang.org/x/text', version: 'v0.14.0' }],
    ['git.corp.example/Team/lib@main', { module: 'git.corp.example/Team/lib', version: 'main' }],
  ])('reads %s', (text, wanted) => {
    expect(parseTarget(text)).toEqual({ kind: 'module', ...wanted });
  });

  it('reads an address', () => {
    expect(parseTarget('https://modules.example/x')).toMatchObject({ kind: 'url' });
  });

  it.each([
    '',
    '@',
    'text',
    'fmt',
    '1.22.5',
    '-x.example/y',
    'a.example/../b',
    'a.example//b',
    'a.example/b@',
    'a.example/b@v1@v2',
    'a.example/b@feature/x',
    'a.example/b?x=1',
    '../../etc/passwd',
    'https://',
    'ftp://a.example/b',
    'a.example/\u001b[31m',
    `a.example/${'x'.repeat(600)}`,
  ])('refuses %j', (text) => {
    expect(parseTarget(text)).toBeUndefined();
  });
});

it('spells capitals as module proxies want them', () => {
  expect(escapedElement('github.com/BurntSushi/toml')).toBe('github.com/!burnt!sushi/toml');
});

describe('newestListed', () => {
  it.each([
    ['v0.9.0\nv0.10.0\nv0.10.0-rc.1\n', 'v0.10.0'],
    ['v2.0.0-rc.1\nv2.0.0-rc.2 2026-01-01T00:00:00Z\n', 'v2.0.0-rc.2'],
    ['<html>v9.9.9</html>\nnot a version\n', undefined],
    ['', undefined],
  ])('of %j is %s', (text, wanted) => {
    expect(newestListed(text)).toBe(wanted);
  });
});
