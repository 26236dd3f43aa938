import { expect, it } from 'vitest';
import { isModuleOfArchive } from '../../../../src/core/release/module-form.ts';
import { parseVersion } from '../../../../src/core/version.ts';

it.each([
  ['1.24.9', 'linux', true],
  ['1.21.0', 'linux', true],
  ['1.21rc2', 'linux', false],
  ['1.20.14', 'linux', false],
  ['1.27.0', 'darwin', false],
  ['1.27.0', 'windows', false],
] as const)(
  'go %s for %s: the archive is shown to hold the files of the module zip: %s',
  (name, os, shown) => {
    const version = parseVersion(name) ?? expect.fail(name);
    expect(isModuleOfArchive(version, { os })).toBe(shown);
  },
);
