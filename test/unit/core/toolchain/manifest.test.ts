import { describe, expect, it } from 'vitest';
import { manifestText, parseManifest } from '../../../../src/core/toolchain/manifest.ts';

const [A, B] = ['a'.repeat(64), 'b'.repeat(64)];

describe('manifests', () => {
  it('list digests in the format of sha256sum, sorted by name, and read back', () => {
    const files = [
      { path: 'src/b', sha256: B },
      { path: 'bin/go', sha256: A },
    ];
    const text = manifestText(files);
    expect(text).toBe(`${A}  bin/go\n${B}  src/b\n`);
    expect(parseManifest(text)).toEqual(new Map(files.map(({ path, sha256 }) => [path, sha256])));
  });

  it('may have been written by sha256sum --binary', () => {
    expect(parseManifest(`${A} *bin/go\n`)).toEqual(new Map([['bin/go', A]]));
  });

  it.each([
    ['nothing', ''],
    ['a digest that is too short', `${A.slice(1)}  bin/go\n`],
    ['capitals', `${A.toUpperCase()}  bin/go\n`],
    ['a path twice', `${A}  bin/go\n${A}  bin/go\n`],
    ['an absolute path', `${A}  /bin/go\n`],
    ['a path out of the tree', `${A}  bin/../../go\n`],
    ['a dot in the path', `${A}  ./bin/go\n`],
    ['a torn line behind a good one', `${A}  bin/go\n${B}  \n`],
  ])('are none with %s', (_, text) => {
    expect(parseManifest(text)).toBeUndefined();
  });
});
