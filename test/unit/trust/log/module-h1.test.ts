import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { h1Of } from '../../../../src/trust/log/h1.ts';
import { isInModule, moduleH1 } from '../../../../src/trust/log/module-h1.ts';

const MODULE = { module: 'golang.org/toolchain', version: 'v0.0.1-go1.22.5.linux-amd64' };

function file(path: string): { readonly path: string; readonly sha256: string } {
  return { path, sha256: createHash('sha256').update(path).digest('hex') };
}

function named(path: string, name: string): { readonly name: string; readonly sha256: string } {
  return { name: `golang.org/toolchain@v0.0.1-go1.22.5.linux-amd64/${name}`, sha256: file(path).sha256 };
}

describe('the h1 of a tree', () => {
  it('is that of its module: other names for go.mod, and some directories left out', () => {
    const paths = [
      'VERSION',
      'go.mod',
      'src/go.mod',
      'src/cmd/go.mod',
      'src/go.mod.txt',
      'test.txt',
      'src/test/x',
    ];
    const out = ['api/go1.txt', 'doc/spec.html', 'misc/x/go.mod', 'test/run.go', '.github/CODEOWNERS'];
    const names = [
      'VERSION',
      '_go.mod',
      'src/_go.mod',
      'src/cmd/_go.mod',
      'src/go.mod.txt',
      'test.txt',
      'src/test/x',
    ];
    expect(moduleH1([...paths, ...out].map(file), MODULE)).toBe(
      h1Of(paths.map((path, index) => named(path, names[index] ?? ''))),
    );
  });
});

describe('what is part of the module', () => {
  it.each([
    ['', true],
    ['src', true],
    ['src/test', true],
    ['testing', true],
    ['test', false],
    ['test/fixedbugs/x.go', false],
    ['misc', false],
    ['api', false],
    ['doc', false],
    ['.github', false],
  ])('%j: %s', (path, expected) => {
    expect(isInModule(path)).toBe(expected);
  });
});
