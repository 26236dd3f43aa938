import { describe, expect, it } from 'vitest';
import { GLOBAL_OPTIONS } from '../../../../src/commands/parts/options.ts';
import { parseGlobals } from '../../../../src/commands/program/globals.ts';
import { parseAndPerform } from '../../../../src/commands/program/parser.ts';

function parsed(line: string): readonly [rest: string, given: string] {
  const { rest, given } = parseGlobals(line.split(' '));
  return [rest.join(' '), [...given].toSorted().join(' ')];
}

describe('global flags', () => {
  it.each([
    ['list 1.22', 'list 1.22', ''],
    ['--json list 1.22 -q', 'list 1.22', 'json quiet'],
    ['uninstall -yq 1.22', 'uninstall 1.22', 'quiet yes'],
    ['uninstall -yf 1.22', 'uninstall -yf 1.22', ''],
    ['exec --quiet 1.22 -- go list --json', 'exec 1.22 -- go list --json', 'quiet'],
    ['list --no-color', 'list', 'no-color'],
    ['list --jsonx -', 'list --jsonx -', ''],
  ])('in gv %s', (line, rest, given) => {
    expect(parsed(line)).toEqual([rest, given]);
  });

  const flags = GLOBAL_OPTIONS.flatMap(({ name, flags }) =>
    flags.split(', ').map((flag) => [flag, name] as const),
  );

  it.each(flags)('%s is %s before and after the command, which takes it', async (flag, name) => {
    for (const argv of [
      [flag, 'list', '1.22'],
      ['list', flag, '1.22'],
      ['list', '1.22', flag],
    ]) {
      expect(parseGlobals(argv)).toEqual({ rest: ['list', '1.22'], given: new Set([name]) });
      const performed: string[] = [];
      await parseAndPerform(argv, {
        stdout: { isTerminal: false, columns: 80, write: () => undefined },
        perform: (spec, { args }) => Promise.resolve(void performed.push(spec.name, ...args)),
      });
      expect(performed).toEqual(['list', '1.22']);
    }
  });
});
