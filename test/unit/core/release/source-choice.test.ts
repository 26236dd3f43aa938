import { describe, expect, it } from 'vitest';
import { parseSourceChoice, SOURCE_CHOICES } from '../../../../src/core/release/source-choice.ts';

describe('the choice of a source', () => {
  it.each(SOURCE_CHOICES)('%s reads as itself', (choice) => {
    expect(parseSourceChoice(choice)).toBe(choice);
  });

  it.each([[undefined], ['']])('%j, which a variable may be, is auto', (text) => {
    expect(parseSourceChoice(text)).toBe('auto');
  });

  it.each(['Official', 'proxy ', 'direct', 'auto,proxy', 'toString'])(
    '%j is refused, with what there is',
    (text) => {
      expect(() => parseSourceChoice(text)).toThrow(
        expect.objectContaining({
          code: 'usage',
          message: `unknown source: ${text}`,
          hint: '--source and GV_SOURCE take auto, official, proxy.',
        }),
      );
    },
  );
});
