import { describe, expect, it } from 'vitest';
import { parseModules } from '../../../../src/core/program/modules.ts';

describe('the module information of a program', () => {
  it('names the package and the main module', () => {
    const text =
      'path\tgolang.org/x/tools/gopls\nmod\tgolang.org/x/tools/gopls\tv0.16.0\th1:x=\ndep\ta\tv1\n';
    const module = { path: 'golang.org/x/tools/gopls', version: 'v0.16.0' };
    expect(parseModules(text)).toEqual({ package: 'golang.org/x/tools/gopls', module });
  });

  it('may have a package alone, as cmd/go has, or nothing', () => {
    expect(parseModules('path\tcmd/go\n')).toEqual({ package: 'cmd/go' });
    expect(parseModules('')).toEqual({});
    expect(parseModules('mod\tx\npath\t\n')).toEqual({});
  });

  it('says whether the program was built with cgo, where Go noted it', () => {
    expect(parseModules('build\tCGO_ENABLED=0\n')).toEqual({ isCgo: false });
    expect(parseModules('build\tCGO_ENABLED=1\nbuild\tCGO_CFLAGS=\n')).toEqual({ isCgo: true });
    expect(parseModules('build\tCGO_ENABLED=\nbuild\t-tags=CGO_ENABLED=1\nbuild\n')).toEqual({});
  });
});
