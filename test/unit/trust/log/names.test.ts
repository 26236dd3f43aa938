import { describe, expect, it } from 'vitest';
import { toolchainModule } from '../../../../src/core/release/module-name.ts';
import { lookupPath } from '../../../../src/trust/log/lookup-path.ts';
import { codeOf } from '../../../support/code-of.ts';
import { version as parsed } from '../../../support/versions.ts';

describe('the module version of a toolchain', () => {
  it.each([
    ['1.22.5', 'linux', 'amd64', 'v0.0.1-go1.22.5.linux-amd64'],
    ['1.20.0', 'linux', 'amd64', 'v0.0.1-go1.20.linux-amd64'],
    ['1.21.0', 'darwin', 'arm64', 'v0.0.1-go1.21.0.darwin-arm64'],
    ['1.27rc2', 'windows', '386', 'v0.0.1-go1.27rc2.windows-386'],
    ['1.9.2rc2', 'linux', 'amd64', 'v0.0.1-go1.9.2rc2.linux-amd64'],
    ['1.22.5', 'linux', 'arm', 'v0.0.1-go1.22.5.linux-arm'],
    ['1.22.5', 'linux', 'armv6l', 'v0.0.1-go1.22.5.linux-arm'],
    ['1.4.2', 'linux', 'arm6', 'v0.0.1-go1.4.2.linux-arm'],
  ])('%s for %s/%s', (name, os, arch, version) => {
    expect(toolchainModule(parsed(name), { os, arch })).toEqual({ module: 'golang.org/toolchain', version });
  });
});

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
