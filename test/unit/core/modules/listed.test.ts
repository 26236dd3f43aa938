import { describe, expect, it } from 'vitest';
import { failedPackage, listedModule } from '../../../../src/core/modules/listed.ts';

describe('a line of go list', () => {
  it('is a module, with what a server told of it', () => {
    const record = {
      Path: 'example.com/a',
      Version: 'v1.0.0',
      Indirect: true,
      Update: { Path: 'example.com/a', Version: 'v1.1.0', Time: '2026-01-01T00:00:00Z' },
      GoMod: '/c/a.mod',
      GoVersion: '1.21',
      Retracted: ['broken'],
      Deprecated: 'use b',
    };
    expect(listedModule(record)).toEqual({
      path: 'example.com/a',
      version: 'v1.0.0',
      isMain: false,
      isIndirect: true,
      go: '1.21',
      file: '/c/a.mod',
      isReplaced: false,
      update: 'v1.1.0',
      updateTime: '2026-01-01T00:00:00Z',
      retracted: ['broken'],
      deprecated: 'use b',
    });
    expect(listedModule({ Path: 'm', Main: true, Replace: {} })).toMatchObject({
      isMain: true,
      isReplaced: true,
    });
  });

  it('is a package that cannot be loaded, or nothing', () => {
    const error = { Err: 'missing go.sum entry', Pos: 'm.go:6:2' };
    expect(failedPackage({ ImportPath: 'x', Error: error })).toEqual({
      importPath: 'x',
      error: 'missing go.sum entry',
      at: 'm.go:6:2',
    });
    expect(failedPackage({ ImportPath: 'x' })).toBe(undefined);
  });
});
