import { describe, expect, it } from 'vitest';
import { catalogOf } from '../../../../src/tui/state/catalog.ts';
import { INSTALLED, installedRow, REMOTE } from '../../../support/screen-state.ts';

describe('what exists joined with what is installed', () => {
  it('is newest first, and marks the newest stable release of each line', () => {
    const { rows, lines } = catalogOf(REMOTE, INSTALLED);
    expect(rows.map(({ label }) => label)).toEqual(REMOTE.releases.map(({ version }) => version.label));
    expect(rows.filter(({ newest }) => newest).map(({ label }) => label)).toEqual([
      '1.27.3',
      '1.26.5',
      '1.25.9',
    ]);
    expect(lines.map(({ line, state }) => `${line} ${state}`)).toEqual([
      '1.28 prerelease',
      '1.27 supported',
      '1.26 supported',
      '1.25 ended',
    ]);
  });

  it('says which lines could be upgraded', () => {
    const { lines } = catalogOf(REMOTE, INSTALLED);
    expect(lines.filter(({ outdated }) => outdated).map(({ line }) => line)).toEqual(['1.27']);
  });

  it('shows an installed toolchain that no list has', () => {
    const { rows, lines } = catalogOf(REMOTE, [installedRow('1.19.8')]);
    expect(rows.at(-1)).toMatchObject({ label: '1.19.8', line: '1.19', state: 'ended', from: [] });
    expect(lines.at(-1)).toMatchObject({ line: '1.19', installed: ['1.19.8'], outdated: false });
  });

  it('is what is installed while nobody has said what exists', () => {
    const { rows, lines } = catalogOf(undefined, INSTALLED);
    expect(rows.map(({ label }) => label)).toEqual(['1.27.2', '1.26.5', '1.25.9']);
    expect(lines.map(({ state }) => state)).toEqual(['unknown', 'unknown', 'unknown']);
  });

  it('does not call a line with only a prerelease outdated', () => {
    const { lines } = catalogOf(REMOTE, [installedRow('1.27rc2')]);
    expect(lines.find(({ line }) => line === '1.27')).toMatchObject({
      installed: ['1.27rc2'],
      outdated: false,
    });
  });
});
