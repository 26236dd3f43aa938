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
});
