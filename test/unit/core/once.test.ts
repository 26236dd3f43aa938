import { describe, expect, it } from 'vitest';
import { newOnce, onceKey } from '../../../src/core/once.ts';

describe('once', () => {
  it('makes a thing for the first who asks, and gives the same to all others', () => {
    const [once, key] = [newOnce(), onceKey<{ n: number }>('x')];
    const first = once(key, () => ({ n: 1 }));
    expect(once(key, () => ({ n: 2 }))).toBe(first);
  });

  it('keeps undefined, keys of one name and memories apart', () => {
    const [once, a, b] = [newOnce(), onceKey<number | undefined>('x'), onceKey<number>('x')];
    let calls = 0;
    const nothing = (): undefined => {
      calls += 1;
    };
    once(a, nothing);
    once(a, nothing);
    expect(calls).toBe(1);
    expect(once(b, () => 2)).toBe(2);
    expect(newOnce()(b, () => 3)).toBe(3);
  });

  it('tries again after a failure', () => {
    const [once, key] = [newOnce(), onceKey<number>('x')];
    const fail = (): number => {
      throw new Error('no');
    };
    expect(() => once(key, fail)).toThrow('no');
    expect(once(key, () => 1)).toBe(1);
  });
});
