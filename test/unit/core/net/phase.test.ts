import { expect, it } from 'vitest';
import { failedPhase, type Phase } from '../../../../src/core/net/phase.ts';

it('names the phase in which an exchange ended', () => {
  const name: Phase = { name: 'name', ms: 1, addresses: ['127.0.0.1'] };
  const tcp: Phase = { name: 'tcp', ms: 10_000, failed: 'no-answer' };
  expect(failedPhase([name, tcp])).toBe(tcp);
  expect(failedPhase([name])).toBeUndefined();
});
