import { describe, expect, it } from 'vitest';
import { parseCommentedJson } from '../../../../src/core/text/json-comments.ts';

describe('JSON with comments', () => {
  it.each([
    ['{"a": 1}', { a: 1 }],
    ['// x "y\n{ "a": [1, 2,], /* , } */ }\n// end', { a: [1, 2] }],
    ['{ "a": 1, // last\n /* more */ }', { a: 1 }],
    ['{"a": "// no /* comment */ ,}", "b\\"//": "\\\\"}', { a: '// no /* comment */ ,}', 'b"//': '\\' }],
  ])('of %j', (text, value) => {
    expect(parseCommentedJson(text)).toEqual(value);
  });

  it.each(['', '{"a": 1', '{"a" 1}', '{,}{', '/* open', "{'a': 1}"])('is not %j', (text) => {
    expect(parseCommentedJson(text)).toBeUndefined();
  });

  it('is JSON too', () => {
    for (const value of [{ a: [true, null, -1.5e3, 'x/y, z'] }, [], 'text', 7, { 'a,': ',}' }])
      for (const space of [0, 2])
        expect(parseCommentedJson(JSON.stringify(value, null, space))).toEqual(value);
    expect(parseCommentedJson('\ufeff{}')).toEqual({});
  });

  it('reads what is made to take long in one pass', () => {
    for (const part of ['/*', '"\\', ', ', ',/*', '// ', '{"', ' '])
      expect(parseCommentedJson(part.repeat(300_000))).toBeUndefined();
  });
});
