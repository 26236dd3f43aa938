import { expect, it } from 'vitest';
import { isOfNetwork } from '../../../../src/core/toolchain/judgement.ts';

it('a network would have answered where one failed or was forbidden, and nowhere else', () => {
  for (const code of ['network', 'offline', 'stalled'] as const) expect(isOfNetwork({ code })).toBe(true);
  for (const code of ['log-missing', 'log-wrong', 'disk', 'content-wrong'] as const)
    expect(isOfNetwork({ code })).toBe(false);
});
