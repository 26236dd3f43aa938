import { expect, it } from 'vitest';
import { withoutEntry, withoutUnreachable, withSeparator } from '../../../../src/core/net/goproxy-edit.ts';

it.each([
  ['https://a|https://b,direct', 0, 'https://b,direct'],
  ['https://a|https://b,direct', 1, 'https://a|direct'],
  ['https://a,direct', 1, 'https://a'],
  [' https://a , , https://b|off,x', 1, 'https://a,off'],
  ['https://a', 0, 'off'],
])('%s without entry %i', (goproxy, index, wanted) => {
  expect(withoutEntry(goproxy, index)).toBe(wanted);
});

it.each([
  ['https://a,https://b,direct', 0, '|', 'https://a|https://b,direct'],
  ['https://a|https://b|direct', 1, ',', 'https://a|https://b,direct'],
] as const)('%s with another sign behind entry %i', (goproxy, index, separator, wanted) => {
  expect(withSeparator(goproxy, index, separator)).toBe(wanted);
});

it('takes out what go never reads', () => {
  expect(withoutUnreachable('https://a,direct,https://b|off')).toBe('https://a,direct');
});
