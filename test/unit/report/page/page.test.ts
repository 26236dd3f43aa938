import { describe, expect, it } from 'vitest';
import { columns } from '../../../../src/report/page/columns.ts';
import { isUnicode, localText, pageOf } from '../../../../src/report/page/page.ts';
import { styleFor } from '../../../../src/report/page/style.ts';

const output = (isTerminal: boolean, columns = 80) => ({ isTerminal, columns, write: () => undefined });

describe('colours', () => {
  it.each([
    [{}, true, true, true],
    [{}, false, true, false],
    [{ CLICOLOR_FORCE: '1' }, false, true, true],
    [{ CLICOLOR_FORCE: '0' }, false, true, false],
    [{ CLICOLOR_FORCE: '1', TERM: 'dumb' }, false, true, true],
    [{ CLICOLOR_FORCE: '1', NO_COLOR: '1' }, true, true, false],
    [{ CLICOLOR_FORCE: '1' }, true, false, false],
    [{ CLICOLOR: '0' }, true, true, false],
    [{ NO_COLOR: '' }, true, true, true],
  ])('with %j, terminal %s, wanted %s: %s', (env, isTerminal, wanted, expected) => {
    expect(styleFor(output(isTerminal), env, { color: wanted }).red('x') !== 'x').toBe(expected);
  });
});

describe('the locale', () => {
  it.each([
    [{}, false],
    [{ LANG: 'C' }, false],
    [{ LANG: 'de_DE.UTF-8' }, true],
    [{ LANG: 'C.utf8' }, true],
    [{ LC_CTYPE: 'C', LANG: 'C.UTF-8' }, false],
    [{ LC_ALL: '', LC_CTYPE: 'en_US.UTF-8', LANG: 'C' }, true],
    [{ LC_ALL: 'POSIX', LANG: 'C.UTF-8' }, false],
  ])('%j shows more than ASCII: %s', (env, expected) => {
    expect(isUnicode(env)).toBe(expected);
    expect(localText('2016 – 2019, a?…, Þ', env)).toBe(
      expected ? '2016 – 2019, a?…, Þ' : '2016 - 2019, a?..., Þ',
    );
  });
});

describe('a table', () => {
  const rows = [
    ['*', 'key-one', 'a meaning that takes some words to tell'],
    [' ', 'two', 'short'],
    [' ', 'three'],
  ];

  it('breaks its last column between words to fit', () => {
    expect(columns(rows, { width: 38 })).toBe(
      '*  key-one  a meaning that takes some\n' +
        '            words to tell\n' +
        '   two      short\n' +
        '   three\n',
    );
  });

  it('gets its last column below each row where there is no room beside', () => {
    expect(columns(rows, { width: 30 })).toBe(
      '*  key-one\n' +
        '      a meaning that takes\n' +
        '      some words to tell\n' +
        '   two\n' +
        '      short\n' +
        '   three\n',
    );
  });

  it('is not broken without a width, and no word is cut', () => {
    expect(columns(rows).split('\n')).toHaveLength(4);
    expect(columns([['a'.repeat(30), 'b'.repeat(50)]], { width: 20 })).toBe(
      `${'a'.repeat(30)}\n      ${'b'.repeat(50)}\n`,
    );
  });

  it('does not count colours', () => {
    const { bold } = styleFor(output(true), {});
    expect(
      columns([
        [bold('a'), 'x'],
        ['bbb', 'y'],
      ]),
    ).toBe('\u001b[1ma\u001b[22m    x\nbbb  y\n');
  });

  it('asks for the width of a terminal only where it matters', () => {
    const never = {
      get width(): number | undefined {
        throw new Error('asked');
      },
    };
    expect(columns([['a', 'b']], never)).toBe('a  b\n');
    expect(pageOf(output(true, 60), {}, { color: true }).width).toBe(60);
    expect(pageOf(output(false, 60), {}, { color: true }).width).toBeUndefined();
  });
});
