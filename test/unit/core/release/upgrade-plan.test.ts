import { describe, expect, it } from 'vitest';
import { lineStates } from '../../../../src/core/release/line-state.ts';
import { planUpgrade, type UpgradePlan } from '../../../../src/core/release/upgrade-plan.ts';
import { versioned, versions } from '../../../support/versions.ts';

const PUBLISHED = versioned('1.29rc1', '1.28.1', '1.28.0', '1.28rc2', '1.27.4', '1.27.3', '1.26.9', '1.20');

describe('an upgrade', () => {
  const plan = (installed: readonly string[], askings: Readonly<Record<string, string>> = {}): UpgradePlan =>
    planUpgrade({
      lines: lineStates(versioned(...installed), PUBLISHED),
      installed: versions(...installed),
      askings: Object.entries(askings).map(([file, asked]) => ({ file, asked })),
      globalFile: 'global',
    });
  const labels = (list: readonly { readonly label: string }[]): readonly string[] =>
    list.map(({ label }) => label);

  it('moves each line to its newest patch, and the global version with it', () => {
    const { steps, global, replaced } = plan(['1.28.1', '1.27.3'], { global: '1.27.3' });
    expect(steps.map(({ from, to }) => `${from.label} ${to.label}`)).toEqual(['1.27.3 1.27.4']);
    expect(global?.to.label).toBe('1.27.4');
    expect(labels(replaced)).toEqual(['1.27.3']);
  });

  it('names exact pins, leaves them, and keeps what they ask for', () => {
    const { behind, replaced, kept } = plan(['1.27.3'], { a: '1.27.3', b: '1.27', global: '1.27' });
    expect(behind.map(({ file, version, to }) => [file, version.label, to.label])).toEqual([
      ['a', '1.27.3', '1.27.4'],
    ]);
    expect(labels(replaced)).toEqual([]);
    expect(kept.map(({ version, files }) => [version.label, files])).toEqual([['1.27.3', ['a']]]);
  });

  it('finishes what was half done: the newest patch is there, the global version still names the old one', () => {
    const { steps, global, replaced } = plan(['1.27.4', '1.27.3'], { global: '1.27.3' });
    expect(steps).toEqual([]);
    expect(global?.to.label).toBe('1.27.4');
    expect(labels(replaced)).toEqual(['1.27.3']);
  });

  it('takes a line from its prerelease to its release, and never to another prerelease', () => {
    expect(plan(['1.28rc2']).steps.map(({ to }) => to.label)).toEqual(['1.28.1']);
    const older = planUpgrade({
      lines: lineStates(versioned('1.29beta1'), PUBLISHED),
      installed: versions('1.29beta1'),
      askings: [{ file: 'global', asked: '1.29beta1' }],
      globalFile: 'global',
    });
    expect(older).toMatchObject({ steps: [], global: undefined, replaced: [] });
    expect(older.prereleases).toHaveLength(1);
  });

  it('leaves the global version of another line alone', () => {
    expect(plan(['1.27.3', '1.26.9'], { global: '1.26.9' }).global).toBeUndefined();
    expect(plan(['1.27.3'], { global: 'system' }).global).toBeUndefined();
  });
});
