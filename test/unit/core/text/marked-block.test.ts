import { describe, expect, it } from 'vitest';
import { blockOf, blocksIn } from '../../../../src/core/text/marked-block.ts';

const MARKS = { begin: '# >>> gv', end: '# <<< gv' };

describe('a marked block', () => {
  it('is found wherever it stands, as often as it stands there, and replaced alone', () => {
    const text = 'a\n# >>> gv\nold\n# <<< gv\nb\r\n# >>> gv\r\nold\r\nodd\r\n# <<< gv\r\nc';
    const found = blocksIn(text, MARKS);
    expect(found?.blocks).toEqual([['old'], ['old', 'odd']]);
    expect(found?.replaced(['x', 'y'])).toBe('a\n# >>> gv\nx\ny\n# <<< gv\nb\r\n# >>> gv\nx\ny\n# <<< gv\nc');
  });

  it('reads back what was written, and changes nothing then', () => {
    const text = `first\n${blockOf(MARKS, ['x', ''])}last\n`;
    const found = blocksIn(text, MARKS);
    expect(found?.blocks).toEqual([['x', '']]);
    expect(found?.replaced(['x', ''])).toBe(text);
  });

  it('is none without its marks, and broken without its end', () => {
    expect(blocksIn('# >>> gv env\n# <<< gv', MARKS)?.blocks).toEqual([]);
    expect(blocksIn('', MARKS)?.replaced(['x'])).toBe('');
    expect(blocksIn('# >>> gv\n# <<< gv\n# >>> gv\nx\n', MARKS)).toBeUndefined();
  });
});
