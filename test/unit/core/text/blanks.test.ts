import { describe, expect, it } from 'vitest';
import { trimBlanks, withoutMark } from '../../../../src/core/text/blanks.ts';

describe('blanks as Go knows them', () => {
  it.each([
    ['\t 1.22.5\r\n', '1.22.5'],
    ['1.22.5\u0085', '1.22.5'],
    ['\u00A0\u3000go 1.24\u2007', 'go 1.24'],
    ['\uFEFF1.22.5\uFEFF', '\uFEFF1.22.5\uFEFF'],
    ['1.22.5\u200B', '1.22.5\u200B'],
    [' \n\u0085', ''],
    ['', ''],
  ])('%j is %j', (text, trimmed) => {
    expect(trimBlanks(text)).toBe(trimmed);
  });

  it('a byte order mark counts at the head only', () => {
    expect(withoutMark('\uFEFFa\uFEFF')).toBe('a\uFEFF');
  });
});
