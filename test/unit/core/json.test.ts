import { describe, expect, it } from 'vitest';
import { isRecord, parseJson } from '../../../src/core/json.ts';

describe('a text in JSON', () => {
  it.each([
    ['{"a":[1,"b",null]}', { a: [1, 'b', null] }],
    [' 7\n', 7],
    ['"x"', 'x'],
    ['null', null],
    ['false', false],
  ])('%j', (text, value) => {
    expect(parseJson(text)).toEqual(value);
  });

  it.each(['', ' ', 'undefined', '{', '{"a":1}}', "{'a':1}", '[1,]', 'NaN', '\ufeff{}', '<html>'])(
    '%j is none',
    (text) => {
      expect(parseJson(text)).toBeUndefined();
    },
  );

  it('leaves the prototype of what it reads alone', () => {
    const value = parseJson('{"__proto__":{"trusted":true}}');
    expect(isRecord(value) && 'trusted' in value).toBe(false);
  });
});

describe('something with fields', () => {
  it.each([[{}], [[]], [{ a: 1 }], [new Map()]])('is %j', (value) => {
    expect(isRecord(value)).toBe(true);
  });

  it.each([[null], [undefined], ['text'], [7], [true], [() => undefined]])('is not %j', (value) => {
    expect(isRecord(value)).toBe(false);
  });
});
