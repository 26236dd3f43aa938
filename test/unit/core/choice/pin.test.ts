import { describe, expect, it } from 'vitest';
import { parsePin } from '../../../../src/core/choice/pin.ts';

describe('pins', () => {
  it.each([
    ['1.22.5', { kind: 'release' }],
    ['go1.22.5', { kind: 'release' }],
    ['v1.20.0', { kind: 'release' }],
    ['1.27rc2', { kind: 'release' }],
    ['1.20', { kind: 'alias', name: '1.20' }],
    ['go1.22', { kind: 'alias', name: '1.22' }],
    ['1', { kind: 'alias', name: '1' }],
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
    '1'.repeat(40),
  ])('%j is none', (text) => {
    expect(parsePin(text)).toBeUndefined();
  });
});
