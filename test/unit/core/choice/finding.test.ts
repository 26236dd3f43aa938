import { describe, expect, it } from 'vitest';
import { levelOf } from '../../../../src/core/choice/finding.ts';

describe('the level of a finding', () => {
  it('is a problem where the finding says nothing else', () => {
    const finding = { code: 'link-wrong', text: 'x', cure: 'gv rehash' } as const;
    expect(levelOf(finding)).toBe('problem');
    expect(levelOf({ ...finding, level: 'note' })).toBe('note');
  });
});
