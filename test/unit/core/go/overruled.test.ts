import { describe, expect, it } from 'vitest';
import { toolchainVersion, type NamedToolchain } from '../../../../src/core/go/gotoolchain.ts';
import { overruledText, type Overruled } from '../../../../src/core/go/overruled.ts';

function named(name: string): NamedToolchain {
  const version = toolchainVersion(name);
  if (version === undefined) throw new Error(name);
  return { name, version };
}

const AT: Overruled = {
  own: named('go1.22.5'),
  label: '1.22.5',
  rule: 'pin',
  floor: '1.25',
  file: 'go.mod',
  target: 'go1.25.0',
  how: 'download',
  newer: '1.25.14',
};

describe('a chosen toolchain that go.mod overrules', () => {
  it('is told with all cures where go downloads beside an installed patch', () => {
    expect(overruledText(AT)).toEqual({
      text: "needs Go 1.25, so go's own download of go1.25.0 runs here and not 1.22.5, nor gv's 1.25.14",
      cures: ['gv install 1.25.0', 'gv use mod', 'write go 1.25.14 in go.mod'],
    });
  });

  it('has the cure of its rule', () => {
    const cures = (['env', 'global', 'newest'] as const).map(
      (rule) => overruledText({ ...AT, rule, how: 'path' }).cures,
    );
    expect(cures).toEqual([['unset GV_VERSION'], ['gv install mod'], ['gv install mod']]);
  });

  it('names no release to install that does not exist', () => {
    const text = overruledText({ ...AT, target: 'go1.25', how: 'fails', newer: undefined });
    expect(text).toEqual({
      text: 'needs Go 1.25, and go cannot switch to go1.25, so go will not run',
      cures: ['gv use mod'],
    });
  });

  it('is told where nothing switches', () => {
    expect(overruledText({ ...AT, target: undefined }).text).toBe(
      'needs Go 1.25, and Go 1.22.5 may not switch, so go build will refuse',
    );
    expect(overruledText({ ...AT, own: named('go1.20.14'), label: '1.20.14' }).text).toBe(
      'needs Go 1.25, and Go 1.20.14 never switches, so go build may fail',
    );
  });
});
