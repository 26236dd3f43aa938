import { describe, expect, it } from 'vitest';
import {
  setToolVersion,
  toolVersionsPin,
  unsetToolVersion,
} from '../../../../src/core/choice/tool-versions.ts';

describe('.tool-versions', () => {
  it.each([
    ['golang 1.22.3\n', '1.22.3', 1],
    ['# golang 1.0\nnodejs 20\ngo 1.22.3 # why\n', '1.22.3', 3],
    ['golang   1.22.3 1.21.0\n', '1.22.3', 1],
    ['golang 1.22.3\r\n', '1.22.3', 1],
    ['\uFEFFgolang 1.22.3\n', '1.22.3', 1],
  ])('%j pins %s in line %i', (text, asked, line) => {
    expect(toolVersionsPin(text)).toEqual({ asked, line });
  });

  it.each(['', 'golang-ci 9\n', 'nodejs 20\n', '#golang 1.22\n', 'golang\n', 'golang\ngo 1.22\n'])(
    '%j pins nothing',
    (text) => {
      expect(toolVersionsPin(text)).toBeUndefined();
    },
  );

  it.each([
    [
      'keeps comments, order and line ends',
      '# tools\r\ngolang 1.20.1  # old\r\nnodejs 20\r\n',
      '# tools\r\ngolang 1.22.5  # old\r\nnodejs 20\r\n',
    ],
    ['keeps a byte order mark', '\uFEFFgolang 1.20.1\n', '\uFEFFgolang 1.22.5\n'],
    ['keeps its three bytes', '\u00EF\u00BB\u00BFgolang 1.20.1\n', '\u00EF\u00BB\u00BFgolang 1.22.5\n'],
    ['keeps a missing final newline', 'nodejs 20\ngolang 1.20.1', 'nodejs 20\ngolang 1.22.5'],
    ['drops further versions of the line', 'golang 1.20.1 1.19.1\n', 'golang 1.22.5\n'],
    ['changes the first of two lines only', 'golang 1.1\ngolang 1.2\n', 'golang 1.22.5\ngolang 1.2\n'],
    ['adds a line where there is none', 'nodejs 20', 'nodejs 20\ngolang 1.22.5\n'],
  ])('setting %s', (_, before, after) => {
    expect(setToolVersion(before, '1.22.5')).toBe(after);
  });

  it('takes Go out and leaves the rest', () => {
    expect(unsetToolVersion('# a\ngolang 1.22\nnodejs 20\n')).toBe('# a\nnodejs 20\n');
  });
});
