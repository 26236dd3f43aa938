import { describe, expect, it } from 'vitest';
import { parsePin, pinText } from '../../../../src/core/choice/pin.ts';

describe('pins', () => {
  it.each([
    ['1.22.5', { kind: 'release' }],
    ['go1.22.5', { kind: 'release' }],
    ['v1.20.0', { kind: 'release' }],
    ['1.27rc2', { kind: 'release' }],
    ['1.20', { kind: 'alias', name: '1.20' }],
    ['go1.22', { kind: 'alias', name: '1.22' }],
    ['1', { kind: 'alias', name: '1' }],
    ['1.23.x', { kind: 'alias', name: '1.23' }],
    ['go1.23.X', { kind: 'alias', name: '1.23' }],
    ['1.23.*', { kind: 'alias', name: '1.23' }],
    ['~1.23', { kind: 'alias', name: '1.23' }],
    ['latest', { kind: 'alias', name: 'latest' }],
    ['system', { kind: 'system' }],
  ])('%s', (text, expected) => {
    expect(parsePin(text)).toMatchObject(expected);
  });

  it.each([
    '',
    '..',
    '../1.22',
    '1.22/..',
    '$(id)',
    '`id`',
    '1.22;id',
    '1.22 1.21',
    'gosystem',
    '01.2',
    'oldstable',
    '^1.22',
    '~1.22.3',
    '1.x',
    '1.22.5.x',
    '22',
    '22.5',
    '22.5.1',
    'latest:1.22',
    '1'.repeat(40),
  ])('%j is none', (text) => {
    expect(parsePin(text)).toBeUndefined();
  });
});

describe('the pin in a file', () => {
  it.each([
    ['1.22.5', '1.22.5'],
    ['##\n# made by a tool\n##\n\n1.22.5', '1.22.5'],
    ['\uFEFF1.22.5\r\n', '1.22.5'],
    ['1.22.5 # why\n1.24\n', '1.22.5'],
    ['1.22.5\u0085\n', '1.22.5'],
    ['# 1.22.5\n', undefined],
    ['\n \n', undefined],
  ])('%j says %j', (text, asked) => {
    expect(pinText(text)).toBe(asked);
  });
});
