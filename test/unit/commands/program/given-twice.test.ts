import { describe, expect, it } from 'vitest';
import { readerOf } from '../../../../src/commands/program/option-reader.ts';
import { parseAndPerform } from '../../../../src/commands/program/parser.ts';
import { COMMANDS } from '../../../../src/commands/table.ts';

const OPTIONS = COMMANDS.flatMap(({ name, options }) =>
  options
    .filter(({ flags }) => flags.includes('<'))
    .map((option) => [`${name} ${option.flags}`, option] as const),
);

function parsed(...argv: readonly string[]): Promise<unknown> {
  const stdout = { write: () => undefined, isTerminal: false, columns: 80 };
  return new Promise((resolve, reject) => {
    const perform = (_: unknown, { options }: { readonly options: { texts(name: string): unknown } }) => {
      resolve(options.texts('path'));
      return Promise.resolve();
    };
    parseAndPerform(argv, { stdout, perform }).catch(reject);
  });
}

describe('an option with a value that stands twice', () => {
  it.each(OPTIONS)('gv %s keeps both values, or is refused', (_, option) => {
    const read = readerOf(option);
    const twice = (): unknown => read('b', read('a', undefined));
    if (option.repeats === true) expect(twice()).toEqual(['a', 'b']);
    else expect(twice).toThrow(/^--[a-z0-9-]+ stands twice$/);
  });

  it.each(OPTIONS)('gv %s refuses an empty value', (_, option) => {
    expect(() => readerOf(option)('', undefined)).toThrow(/^--[a-z0-9-]+ needs a \w+, and the word behind/);
  });

  it('gv verify --path keeps both, and a list says how several values stand in it', async () => {
    expect(await parsed('verify', '--path', 'a', '--path=b')).toEqual(['a', 'b']);
    await expect(parsed('verify', '--sha256', 'a', '--sha256', 'a')).rejects.toMatchObject({
      code: 'usage',
      hint: 'Give --sha256 once.',
    });
    await expect(parsed('install', '--require', 'log', '--require', 'digest')).rejects.toMatchObject({
      message: '--require stands twice',
      hint: 'Give --require once, with commas between its values.',
    });
  });
});
