import { describe, expect, it } from 'vitest';
import { lookupPath } from '../../../../src/trust/log/lookup-path.ts';
import { codeOf } from '../../../support/code-of.ts';

describe('the path of a lookup', () => {
  it.each([
    [
      'golang.org/toolchain',
      'v0.0.1-go1.22.5.linux-amd64',
      'golang.org/toolchain@v0.0.1-go1.22.5.linux-amd64',
    ],
    ['github.com/Azure/sdk', 'v1.0.0-RC1+incompatible', 'github.com/!azure/sdk@v1.0.0-!r!c1+incompatible'],
  ])('%s %s is %s', (module, version, path) => {
    expect(lookupPath(module, version)).toBe(path);
  });

  it.each([
    ['', 'v1.0.0'],
    ['../toolchain', 'v1.0.0'],
    ['golang.org/./toolchain', 'v1.0.0'],
    ['golang.org//toolchain', 'v1.0.0'],
    ['/golang.org', 'v1.0.0'],
    ['golang.org/toolchain?x', 'v1.0.0'],
    ['golang.org/tool chain', 'v1.0.0'],
    ['golang.org/toolchain', ''],
    ['golang.org/toolchain', '1.0.0'],
    ['golang.org/toolchain', 'v1/../../latest'],
    ['golang.org/toolchain', 'v1.0.0\n'],
    ['golang.org/toolchain', 'v1.0.0%2f'],
  ])('is refused: %j %j', async (module, version) => {
    expect(await codeOf(() => lookupPath(module, version))).toBe('bad-query');
  });
});
