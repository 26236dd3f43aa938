import { expect, it } from 'vitest';
import { sourceOrder } from '../../../../src/core/release/source-order.ts';

const ONLINE = { offline: false, officialWasDown: false, namesProxy: true } as const;

it.each([
  ['official', ONLINE, ['official']],
  ['official', { ...ONLINE, officialWasDown: true }, ['official']],
  ['proxy', ONLINE, ['proxy']],
  ['proxy', { ...ONLINE, offline: true }, ['official']],
  ['auto', ONLINE, ['official', 'proxy']],
  ['auto', { ...ONLINE, namesProxy: false }, ['official', 'proxy']],
  ['auto', { ...ONLINE, officialWasDown: true }, ['proxy', 'official']],
  ['auto', { ...ONLINE, officialWasDown: true, namesProxy: false }, ['official', 'proxy']],
  ['auto', { ...ONLINE, offline: true, officialWasDown: true }, ['official']],
] as const)('%s with %j asks %j', (choice, facts, order) => {
  expect(sourceOrder({ choice, ...facts })).toEqual(order);
});
