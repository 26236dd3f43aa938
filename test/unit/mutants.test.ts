import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inCheckout } from '../../scripts/checkout.ts';
import { DEFENCES } from '../../scripts/mutants/defences.ts';

const SECURITY = readFileSync(inCheckout('SECURITY.md'), 'utf8').replaceAll(/\s+/g, ' ');

describe('the list of defences that npm run mutants takes out', () => {
  it('has a dozen and more, each under a name of its own', () => {
    expect(DEFENCES.length).toBeGreaterThanOrEqual(12);
    expect(new Set(DEFENCES.map(({ name }) => name)).size).toBe(DEFENCES.length);
  });

  it.each(DEFENCES.map((defence) => [defence.name, defence] as const))(
    'says of "%s" a text that stands once in its file, another in its place, a test and a promise',
    (_, { file, text, instead, test, promise }) => {
      expect(readFileSync(inCheckout(file), 'utf8').split(text)).toHaveLength(2);
      expect(instead).not.toBe(text);
      expect(test).toMatch(/^test\/(?:unit|io|hostile|shell|cli)\/.*\.test\.ts$/);
      expect(existsSync(inCheckout(test))).toBe(true);
      expect(SECURITY).toContain(promise);
    },
  );
});
