import { describe, expect, it } from 'vitest';
import { exactAskings, keptBy } from '../../../../src/core/choice/askings.ts';
import { versions } from '../../../support/versions.ts';

describe('what asks for a toolchain keeps it', () => {
  const kept = (asked: string, ...installed: readonly string[]): readonly string[] => [
    ...keptBy([{ file: 'f', asked }], versions(...installed)).keys(),
  ];

  it.each([
    { asked: '1.27.3', name: ['1.27.3'] },
    { asked: 'go1.27.3', name: ['1.27.3'] },
    { asked: '1.27', name: ['1.27.4'] },
    { asked: 'latest', name: ['1.28.1'] },
    { asked: '1', name: ['1.28.1'] },
    { asked: 'system', name: [] },
    { asked: '../../etc', name: [] },
    { asked: '', name: [] },
  ])('$asked', ({ asked, name }) => {
    expect(kept(asked, '1.29rc1', '1.28.1', '1.27.4', '1.27.3')).toEqual(name);
  });
});

describe('askings for one release', () => {
  it('are those whose pin names it; what names a line moves with the line', () => {
    const asked = ['1.27.3', 'go1.20', '1.28', 'latest', 'system', 'nonsense', '1.29rc1'];
    const exact = exactAskings(asked.map((each, index) => ({ file: `${index}`, asked: each })));
    expect(exact.map(({ file, version }) => [file, version.name])).toEqual([
      ['0', '1.27.3'],
      ['6', '1.29rc1'],
    ]);
  });
});
