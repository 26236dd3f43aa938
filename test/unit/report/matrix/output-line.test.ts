import { expect, it } from 'vitest';
import { outputLine } from '../../../../src/report/matrix/output-line.ts';

it('ends a colour that a line leaves on, and shows no other control', () => {
  expect(outputLine('\u001b[31mred')).toBe('  \u001b[31mred\u001b[0m');
  expect(outputLine('a\tb\u001b]0;title\u0007')).not.toMatch(/[\u0007\u001b]/);
  expect(outputLine('x'.repeat(1000))).toHaveLength(402);
});
