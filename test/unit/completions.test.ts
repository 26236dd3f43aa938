import { describe, expect, it } from 'vitest';
import { completionFiles } from '../../scripts/completions.ts';
import { COMMANDS } from '../../src/commands/table.ts';
import { CONFIG } from '../../src/core/config.ts';

describe.each(completionFiles())('completions/$name', ({ present, wanted }) => {
  it('holds the command table as it is: else run npm run completions', () => {
    expect(present).toBe(wanted);
  });

  it('knows every command, alias and option, and every config key', () => {
    const words = new Set(present.split(/[\s'"()|[\]:=,]+/));
    const options = COMMANDS.flatMap((spec) =>
      spec.options.flatMap(({ flags }) => flags.match(/-+[a-z0-9-]+/g) ?? []),
    );
    const wantedWords = [
      ...COMMANDS.flatMap(({ name, aliases }) => [name, ...aliases]),
      ...options,
      ...CONFIG.map(({ key }) => key),
    ];
    expect(wantedWords.filter((word) => !words.has(word))).toEqual([]);
  });
});
