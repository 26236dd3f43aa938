import { describe, expect, it } from 'vitest';
import { aliasesFor } from '../../../../src/core/choice/aliases.ts';
import { version } from '../../../support/versions.ts';

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
