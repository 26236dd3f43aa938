import { describe, expect, it } from 'vitest';
import { aliasesFor } from '../../../../src/core/choice/aliases.ts';
import { parsePin } from '../../../../src/core/choice/pin.ts';
import { version } from '../../../support/versions.ts';

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

describe('aliases of what is installed', () => {
  it('name the newest stable release of each line and major, and no prerelease', () => {
    const installed = ['1.20', '1.22.1', '1.22.12', '1.9.7', '1.27rc2'].map(version);
    expect(Object.fromEntries(aliasesFor(installed))).toEqual({
      '1': '1.22.12',
      '1.9': '1.9.7',
      '1.20': '1.20',
      '1.22': '1.22.12',
      latest: '1.22.12',
      stable: '1.22.12',
    });
  });

  it('are none where only a prerelease is installed', () => {
    expect(aliasesFor([version('1.27rc2')]).size).toBe(0);
  });
});
