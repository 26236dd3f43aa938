import { describe, expect, it } from 'vitest';
import { goImports, importFor } from '../../../../src/core/roads/go-import.ts';

const LINE = { prefix: 'h.example/lib', vcs: 'git', repository: 'https://h.example/lib.git' };

describe('the go-import line of a page', () => {
  it.each([
    '<html><head><meta name="go-import" content="h.example/lib git https://h.example/lib.git"></head></html>',
    "<META content='h.example/lib  git\thttps://h.example/lib.git' name='go-import' />",
    '<meta name=go-import content="h.example/lib git https://h.example/lib.git">',
  ])('is read in %j', (html) => {
    expect(goImports(html)).toEqual([LINE]);
  });

  it.each([
    '',
    '<body><meta name="go-import" content="h.example/lib git https://h.example/lib.git"></body>',
    '<meta name="go-import" content="h.example/lib git">',
    '<meta name="go-source" content="h.example/lib git x">',
    `<meta name="go-import" content="h.example/lib git https://${'x'.repeat(2_000)}">`,
  ])('is not in %j', (html) => {
    expect(goImports(html)).toEqual([]);
  });

  it('is looked for in one pass', () => {
    expect(goImports('<meta '.repeat(300_000))).toEqual([]);
  });

  it('counts for a module whose path begins with its elements', () => {
    expect(importFor([LINE], 'h.example/lib')).toEqual(LINE);
    expect(importFor([LINE], 'h.example/lib/v2')).toEqual(LINE);
    expect(importFor([LINE], 'h.example/library')).toBeUndefined();
    expect(importFor([{ ...LINE, prefix: '' }], 'h.example/lib')).toBeUndefined();
  });
});
