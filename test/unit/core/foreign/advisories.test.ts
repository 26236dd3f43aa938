import { expect, it } from 'vitest';
import { advisoriesOf } from '../../../../src/core/foreign/advisories.ts';
import { toolchainVersion } from '../../../../src/core/go/gotoolchain.ts';

it.each([
  ['go1.20.14', []],
  ['go1.21.0', ['CVE-2026-42501', 'CVE-2026-56864', 'CVE-2026-56865']],
  ['go1.24.13', ['CVE-2026-42501', 'CVE-2026-56864', 'CVE-2026-56865']],
  ['go1.25.9', ['CVE-2026-42501', 'CVE-2026-56864', 'CVE-2026-56865']],
  ['go1.25.10', ['CVE-2026-56864', 'CVE-2026-56865']],
  ['go1.25.12', ['CVE-2026-56864', 'CVE-2026-56865']],
  ['go1.25.13', []],
  ['go1.26.2', ['CVE-2026-42501', 'CVE-2026-56864', 'CVE-2026-56865']],
  ['go1.26.5', ['CVE-2026-56864', 'CVE-2026-56865']],
  ['go1.26.6', []],
  ['go1.27rc2', ['CVE-2026-56864', 'CVE-2026-56865']],
  ['go1.27rc3', []],
  ['go1.27.0', []],
  ['go1.28rc1', []],
])('%s has the holes %j', (name, ids) => {
  const version = toolchainVersion(name);
  expect(version === undefined ? undefined : advisoriesOf(version).map(({ id }) => id)).toEqual(ids);
});
