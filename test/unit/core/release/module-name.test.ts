import { describe, expect, it } from 'vitest';
import {
  isModuleVersion,
  isModuleZip,
  moduleVersionOf,
  parseModuleZipName,
  TOOLCHAIN_MODULE,
  toolchainModule,
  toolchainVersions,
} from '../../../../src/core/release/module-name.ts';
import { version } from '../../../support/versions.ts';

describe('the name of a module zip', () => {
  it.each([
    ['v0.0.1-go1.22.5.linux-amd64.zip', '1.22.5', 'linux-amd64'],
    ['v0.0.1-go1.27rc2.darwin-arm64.zip', '1.27rc2', 'darwin-arm64'],
    ['v0.0.1-go1.20.windows-amd64.zip', '1.20', 'windows-amd64'],
    ['go1.22.5.linux-amd64.zip', '1.22.5', 'linux-amd64'],
  ])('%s', (name, release, target) => {
    const found = parseModuleZipName(name);
    expect([found?.version.name, found?.target]).toEqual([release, target]);
    expect(isModuleZip({ archive: name })).toBe(true);
  });

  it.each([
    'go1.22.5.windows-amd64.zip',
    'go1.22.5.linux-amd64.tar.gz',
    'go1.22.5.src.zip',
    'v0.0.1-go1.22.5.linux-amd64.tar.gz',
    'v0.0.1-go1.22.5.linux-amd64',
    'v0.0.2-go1.22.5.linux-amd64.zip',
    'v0.0.1-go1.22.5.zip',
    'v0.0.1-go1.22.5.../x-amd64.zip',
    'x.zip',
    '',
  ])('%j is none', (name) => {
    expect(parseModuleZipName(name)).toBeUndefined();
    expect(isModuleZip({ archive: name })).toBe(false);
  });
});

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
  ])('%s for %s/%s', (name, os, arch, expected) => {
    expect(toolchainModule(version(name), { os, arch })).toEqual({
      module: TOOLCHAIN_MODULE,
      version: expected,
    });
  });
});

describe('module versions', () => {
  const LISTED = [
    'v0.0.1-go1.27.3.linux-amd64',
    'v0.0.1-go1.27.3.linux-arm',
    'v0.0.1-go1.27.3.linux-arm64',
    'v0.0.1-go1.20.linux-arm',
    'v0.0.1-go1.28rc1.linux-arm',
    'v0.0.1-go1.27.3.darwin-arm64',
    'v0.0.1-go1.27.3-bigcorp.linux-arm',
    'v0.0.1-gonext.linux-arm',
    'v0.0.2-go1.27.4.linux-arm',
    'v1.0.0',
    '',
  ];

  // The archive of 32-bit ARM is called armv6l, of old releases arm6; module proxies know one word.
  it.each([
    ['linux', 'arm', ['1.27.3', '1.20', '1.28rc1']],
    ['linux', 'armv6l', ['1.27.3', '1.20', '1.28rc1']],
    ['linux', 'arm6', ['1.27.3', '1.20', '1.28rc1']],
    ['linux', 'arm64', ['1.27.3']],
    ['linux', 'amd64', ['1.27.3']],
    ['darwin', 'arm64', ['1.27.3']],
    ['darwin', 'arm', []],
  ])('of %s/%s among what a proxy lists', (os, arch, names) => {
    expect(toolchainVersions(LISTED, { os, arch }).map(({ name }) => name)).toEqual(names);
  });

  it('are made of the name that the go command gives a toolchain, whatever stands in it', () => {
    expect(moduleVersionOf('go1.27.3-bigcorp', { os: 'linux', arch: 'armv6l' })).toBe(
      'v0.0.1-go1.27.3-bigcorp.linux-arm',
    );
  });

  it.each([
    ['v0.0.1-go1.27.3.linux-arm', true],
    ['v0.0.1-go1.28rc1.windows-386', true],
    ['v0.0.1-go1.27.3', false],
    ['v0.0.1-go1.27.3.linux-arm/..', false],
    ['v0.0.1-go1.27.3.linux-arm\n', false],
    ['v0.0.2-go1.27.3.linux-arm', false],
    [`v0.0.1-go1${'.1'.repeat(30)}.linux-arm`, false],
  ])('have one form: %j', (text, well) => {
    expect(isModuleVersion(text)).toBe(well);
  });
});
