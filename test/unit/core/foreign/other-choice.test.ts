import { describe, expect, it } from 'vitest';
import { GLOBALS, isAsNew, pinOf } from '../../../../src/core/foreign/other-choice.ts';

describe('the global version of another manager', () => {
  it.each([
    ['goenv', '1.22.5\n', { asked: '1.22.5', line: 1 }],
    ['goenv', '\n', undefined],
    ['asdf', '# tools\ngolang 1.22.5 1.21.0\n', { asked: '1.22.5', line: 2 }],
    ['mise', '[tools]\ngo = "1.22"\n', { asked: '1.22', line: 2 }],
    [
      'gvm',
      'export GVM_ROOT; GVM_ROOT="/h/.gvm"\nexport gvm_go_name="go1.22.5"; gvm_go_name="go1.22.5"\n',
      { asked: '1.22.5', line: 2 },
    ],
    ['gvm', 'export gvm_go_name="$(evil)"\n', undefined],
    ['gobrew', '/h/.gobrew/versions/1.22.5/go', { asked: '1.22.5', line: 0 }],
    ['g', '/h/.g/versions/1.20', { asked: '1.20.0', line: 0 }],
    ['g', '/h/.g/versions/../../../etc', undefined],
    ['g', '1.22.5/a/b', undefined],
    ['g', '', undefined],
  ] as const)('%s: %j', (by, text, found) => {
    expect(GLOBALS.find((row) => row.by === by)?.read(text)).toEqual(found);
  });
});

describe('a version of another manager as a pin', () => {
  it.each([
    ['1.22.5', '1.22.5'],
    ['go1.22.5', '1.22.5'],
    ['1.22', '1.22'],
    ['prefix:1.22', '1.22'],
    ['1.27rc2', '1.27rc2'],
    ['1.20', '1.20'],
    ['system', undefined],
    ['latest', undefined],
    ['path:/opt/go', undefined],
    ['../1.22.5', undefined],
    ['1.22.5:1.21.0', undefined],
  ])('%s: %s', (asked, pin) => expect(pinOf(asked)).toBe(pin));
});

describe('a global version of gv beside that of another manager', () => {
  it.each([
    ['1.22.5', '1.22.5'],
    ['1.22.10', '1.22.9'],
    ['1.22', '1.22.9'],
    ['1.22.1', '1.22'],
    ['1.10', '1.9.7'],
    ['1.23rc1', '1.22.5'],
    ['latest', '1.99.1'],
    ['stable', 'latest'],
  ])('%s is as new as %s', (own, other) => expect(isAsNew(own, other)).toBe(true));

  it.each([
    ['1.22.4', '1.22.5'],
    ['1.22.5', '1.23'],
    ['1.9', '1.10'],
    ['1.22', 'latest'],
    ['1.22rc1', '1.22.0'],
    ['system', '1.22.5'],
    ['1.22.5', 'system'],
    ['', '1.22.5'],
    ['1.22.5', 'x'],
  ])('%s is not as new as %s', (own, other) => expect(isAsNew(own, other)).toBe(false));
});
