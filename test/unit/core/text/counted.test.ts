import { expect, it } from 'vitest';
import { counted } from '../../../../src/core/text/counted.ts';

it('agrees with its number', () => {
  expect([0, 1, 2].map((count) => counted(count, 'link'))).toEqual(['0 links', '1 link', '2 links']);
});
