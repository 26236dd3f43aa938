import { expect, it } from 'vitest';
import { somePressure } from '../../../../src/core/machine/pressure.ts';

it.each([
  [
    'some avg10=98.19 avg60=97.00 avg300=80.00 total=1\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=0\n',
    98.19,
  ],
  ['some avg10=0.00 avg60=0.00 avg300=0.00 total=0\n', 0],
  ['', undefined],
  ['some avg10=x\n', undefined],
])('reads %j', (text, percent) => {
  expect(somePressure(text)).toBe(percent);
});
