import { expect, it } from 'vitest';
import { roundOrder } from '../../../../src/core/bench/order.ts';

it.each([1, 2, 3, 5])('gives each of %i contenders every place equally often', (count) => {
  const rounds = Array.from({ length: 2 * count }, (_, round) => roundOrder(count, round));
  for (const order of rounds)
    expect(order.toSorted((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, each) => each));
  for (let place = 0; place < count; place += 1) {
    const there = Object.groupBy(
      rounds.map((order) => order[place] ?? -1),
      String,
    );
    expect(Object.values(there).map((each) => each?.length)).toEqual(Array.from({ length: count }, () => 2));
  }
});

it('goes back the way in every second round', () => {
  expect([roundOrder(2, 0), roundOrder(2, 1)]).toEqual([
    [0, 1],
    [1, 0],
  ]);
});
