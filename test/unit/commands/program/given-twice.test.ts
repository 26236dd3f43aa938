import { describe, expect, it } from 'vitest';
import type { Options } from '../../../../src/commands/parts/spec.ts';
import { readerOf, takesValue } from '../../../../src/commands/program/option-reader.ts';
import { parseAndPerform } from '../../../../src/commands/program/parser.ts';
import { COMMANDS } from '../../../../src/commands/table.ts';

const ALL = COMMANDS.flatMap(({ name, args, options }) => {
  const command = args.startsWith('<') ? [name, 'word'] : [name];
  return options.map((option) => [`${name} ${option.flags}`, option, command] as const);
});
const OPTIONS = ALL.filter(([, option]) => takesValue(option));
const SWITCHES = ALL.filter(([, option]) => !takesValue(option));

function parsed(...argv: readonly string[]): Promise<Options> {
  const stdout = { write: () => undefined, isTerminal: false, columns: 80 };
  return new Promise((resolve, reject) => {
    const perform = (_: unknown, { options }: { readonly options: Options }) => {
      resolve(options);
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
    const both = await parsed('verify', '--path', 'a', '--path=b');
    expect(both.texts('path')).toEqual(['a', 'b']);
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

describe('a switch', () => {
  it.each(SWITCHES)('gv %s may stand once, and twice', async (_, { flags }, command) => {
    const [flag = '', camel = ''] = /--([a-z-]+)$/.exec(flags) ?? [];
    const name = camel
      .replace(/^no-/, '')
      .replaceAll(/-(\w)/g, (_all, letter: string) => letter.toUpperCase());
    for (const given of [[flag], [flag, flag]]) {
      const options = await parsed(...command, ...given);
      expect(flag.startsWith('--no-') ? options.isOff(name) : options.flag(name)).toBe(true);
    }
    const without = await parsed(...command);
    expect([without.isOff(name), without.flag(name) && !flag.startsWith('--no-')]).toEqual([false, false]);
  });
});
