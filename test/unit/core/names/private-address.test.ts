import { expect, it } from 'vitest';
import { isPrivateAddress } from '../../../../src/core/names/private-address.ts';

it.each([
  '10.0.0.1',
  '172.16.0.1',
  '172.31.9.9',
  '192.168.1.1',
  '127.0.0.1',
  '169.254.1.1',
  '100.64.0.1',
  '100.127.1.1',
  '::1',
  'fd00::1',
  'fc00::1',
  'fe80::1%eth0',
])('%s is of an own network', (address) => {
  expect(isPrivateAddress(address)).toBe(true);
});

it.each([
  '11.0.0.1',
  '172.15.0.1',
  '172.32.0.1',
  '192.169.0.1',
  '100.63.0.1',
  '100.128.0.1',
  '8.8.8.8',
  '::2',
  '2001:db8::1',
  'fec0::1',
  '::',
])('%s is not', (address) => {
  expect(isPrivateAddress(address)).toBe(false);
});
