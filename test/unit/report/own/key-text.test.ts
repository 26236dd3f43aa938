import { describe, expect, it } from 'vitest';
import { addedText } from '../../../../src/report/own/key-text.ts';

describe('the result of an import or an update of keys', () => {
  it.each([
    [0, 'no new copies: this key file is known\n'],
    [1, '1 new copy of the pinned key kept\n'],
    [2, '2 new copies of the pinned key kept\n'],
  ])('counts %i new copies', (count, text) => {
    expect(addedText(count)).toBe(text);
  });
});
