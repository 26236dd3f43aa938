import { expect, it } from 'vitest';
import { editDistance, likelyWords } from '../../../../src/core/text/typos.ts';

it.each([
  ['install', 'install', 0],
  ['isntall', 'install', 1],
  ['instal', 'install', 1],
  ['', 'use', 3],
  ['use', '', 3],
  ['kitten', 'sitting', 3],
  ['ca', 'abc', 3],
])('%s and %s are %i apart', (a, b, distance) => {
  expect(editDistance(a, b)).toBe(distance);
});

it('gives all of the nearest, and none that is another word', () => {
  expect(likelyWords('lisst', ['list', 'init', 'use'])).toEqual(['list']);
  expect(likelyWords('us', ['use', 'un', 'add'])).toEqual(['use', 'un']);
  expect(likelyWords('frobnicate', ['list', 'use'])).toEqual([]);
});
