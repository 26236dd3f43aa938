import { describe, expect, it } from 'vitest';
import { withExtraDirectories } from '../../../../src/core/toolchain/extra-directories.ts';

const RELEASED = new Map([
  ['bin/go', ''],
  ['src/fmt/print.go', ''],
]);

describe('extra files', () => {
  it('are one directory, counted, where the release has nothing in it', () => {
    expect(
      withExtraDirectories(
        [
          { kind: 'extra', path: 'bin/gopls' },
          { kind: 'extra', path: 'pkg/mod/cache/a' },
          { kind: 'link', path: 'pkg/mod/b' },
          { kind: 'extra', path: 'src/fmt/evil.go' },
          { kind: 'extra', path: 'src/fmt/x/y/z' },
          { kind: 'changed', path: 'bin/go' },
        ],
        RELEASED,
      ),
    ).toEqual([
      { kind: 'extra', path: 'bin/gopls' },
      { kind: 'extra', path: 'src/fmt/evil.go' },
      { kind: 'changed', path: 'bin/go' },
      { kind: 'extra', path: 'pkg/', files: 2 },
      { kind: 'extra', path: 'src/fmt/x/', files: 1 },
    ]);
  });

  it('hide no flaw of a file of the release, and no link in its place', () => {
    const flaws = [
      { kind: 'link', path: 'src/fmt' },
      { kind: 'missing', path: 'src/fmt/print.go' },
      { kind: 'mode', path: 'bin/go' },
    ] as const;
    expect(withExtraDirectories(flaws, RELEASED)).toEqual(flaws);
  });
});
