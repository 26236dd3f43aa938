import { describe, expect, it } from 'vitest';
import type { ZipRecord } from '../../../../src/core/archive/zip-directory.ts';
import { zipTree, type ZipTree } from '../../../../src/core/archive/zip-tree.ts';
import { codeOf } from '../../../support/code-of.ts';

const PREFIX = 'golang.org/toolchain@v0.0.1-go1.22.5.linux-amd64/';

function record(path: string, more: Partial<ZipRecord> = {}): ZipRecord {
  const place = { from: 0, to: 100, compressed: 1, size: 1 };
  return { name: PREFIX + path, flags: 0, method: 8, crc: 0, mode: 0, ...place, ...more };
}

function tree(...records: readonly ZipRecord[]): ZipTree {
  return zipTree(records, PREFIX);
}

describe('the tree that a module zip becomes', () => {
  it('has its files under go/ and every directory, parents first', () => {
    const { files, directories, bytes } = tree(record('VERSION'), record('src/fmt/print.go', { size: 7 }));
    expect(files.map(({ path }) => path)).toEqual(['go/VERSION', 'go/src/fmt/print.go']);
    expect(directories).toEqual(['go', 'go/src', 'go/src/fmt']);
    expect(bytes).toBe(8);
  });

  it.each([
    ['src/_go.mod', 'go/src/go.mod'],
    ['_go.mod', 'go/go.mod'],
    ['src/x_go.mod', 'go/src/x_go.mod'],
    ['src/_go.mod/x', 'go/src/_go.mod/x'],
  ])('%s becomes %s', (packed, path) => {
    expect(tree(record(packed)).files[0]?.path).toBe(path);
  });

  it.each([
    ['bin/go', 0, 0o755],
    ['pkg/tool/linux_amd64/compile', 0, 0o755],
    ['src/all.bash', 0, 0o755],
    ['lib/wasm/go_js_wasm_exec', 0, 0o755],
    ['src/bin/go', 0, 0o644],
    ['src/fmt/print.go', 0, 0o644],
    ['src/fmt/print.go', 0o755, 0o755],
    ['src/fmt/print.go', 0o744, 0o755],
    ['bin/go', 0o644, 0o644],
  ])('%s recorded as %o gets a mode by what is recorded, else by its name', (path, mode, expected) => {
    expect(tree(record(path, { mode })).files[0]?.mode).toBe(expected);
  });

  it.each([
    ['a name outside the prefix', [record('', { name: 'golang.org/other@v1/x' })]],
    ['a directory', [record('src/')]],
    ['a path out of the tree', [record('../x')]],
    ['_go.mod beside go.mod', [record('_go.mod'), record('go.mod')]],
    ['names that differ in case', [record('a'), record('A')]],
    ['500 MiB and one byte', [record('a', { size: 500 * 1024 * 1024 }), record('b')]],
  ])('is refused with %s', async (_, records) => {
    expect(await codeOf(() => tree(...records))).toBe('archive-hostile');
  });
});
