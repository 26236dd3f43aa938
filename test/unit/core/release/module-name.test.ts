import { describe, expect, it } from 'vitest';
import { isModuleZip, parseModuleZipName } from '../../../../src/core/release/module-name.ts';

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
