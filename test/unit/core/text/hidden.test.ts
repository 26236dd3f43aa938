import { describe, expect, it } from 'vitest';
import { withoutHidden } from '../../../../src/core/text/hidden.ts';
import { HONEST_TEXT, lyingIn, LYING_TEXT } from '../../../support/lying-characters.ts';

describe('the hidden characters of a text', () => {
  it('are each spelled out, and no others', () => {
    expect(lyingIn(withoutHidden(LYING_TEXT, () => ''))).toEqual([]);
    expect(withoutHidden('a\u200bb', () => '?')).toBe('a?b');
    expect(withoutHidden(HONEST_TEXT, () => '?')).toBe(HONEST_TEXT);
  });
});
