import { describe, expect, it } from 'vitest';
import {
  archivePlatforms,
  parseArchiveName,
  pickArchive,
} from '../../../../src/core/release/archive-name.ts';
import type { Release } from '../../../../src/core/release/release-index.ts';
import { version } from '../../../support/versions.ts';

/** Archives as the index lists them, one release for each of its quirks. */
const ARCHIVES: Readonly<Record<string, readonly string[]>> = {
  '1.22.12': ['linux-armv6l.tar.gz', 'freebsd-arm.tar.gz', 'windows-amd64.zip'],
  '1.6beta1': ['linux-arm6.tar.gz'],
  '1.21rc2': ['linux-arm.tar.gz', 'linux-armv6l.tar.gz'],
  '1.4.2': ['darwin-amd64-osx10.6.tar.gz', 'darwin-amd64-osx10.8.tar.gz'],
  '1.20': ['linux-amd64.tar.gz'],
};

function release(name: string): Release {
  const archives = (ARCHIVES[name] ?? []).map((suffix) => ({
    name: `go${name}.${suffix}`,
    sha256: undefined,
    size: undefined,
  }));
  return { version: version(name), archives, source: undefined };
}

function picked(name: string, os: string, arch: string): string | undefined {
  return pickArchive(release(name), { os, arch })?.name;
}

describe('the archive for a platform', () => {
  it.each([
    ['1.22.12', 'linux', 'arm', 'go1.22.12.linux-armv6l.tar.gz'],
    ['1.22.12', 'freebsd', 'arm', 'go1.22.12.freebsd-arm.tar.gz'],
    ['1.22.12', 'windows', 'amd64', 'go1.22.12.windows-amd64.zip'],
    ['1.22.12', 'linux', 'amd64', undefined],
    ['1.6beta1', 'linux', 'arm', 'go1.6beta1.linux-arm6.tar.gz'],
    ['1.21rc2', 'linux', 'arm', 'go1.21rc2.linux-armv6l.tar.gz'],
    ['1.4.2', 'darwin', 'amd64', 'go1.4.2.darwin-amd64-osx10.8.tar.gz'],
    ['1.20', 'linux', 'amd64', 'go1.20.linux-amd64.tar.gz'],
  ])('go%s on %s/%s is %s', (name, os, arch, expected) => {
    expect(picked(name, os, arch)).toBe(expected);
  });

  it('says what a release exists for', () => {
    expect(archivePlatforms(release('1.22.12'))).toEqual(['freebsd-arm', 'linux-armv6l', 'windows-amd64']);
  });
});

describe('official file names', () => {
  it.each([
    ['go1.27.0.linux-amd64.tar.gz', '1.27.0', 'linux-amd64', 'tar.gz'],
    ['go1.27.0.src.tar.gz', '1.27.0', 'src', 'tar.gz'],
    ['go1.20.windows-arm64.zip', '1.20', 'windows-arm64', 'zip'],
    ['go1.27rc2.linux-armv6l.tar.gz', '1.27rc2', 'linux-armv6l', 'tar.gz'],
    ['go1.4.2.darwin-amd64-osx10.8.tar.gz', '1.4.2', 'darwin-amd64-osx10.8', 'tar.gz'],
  ])('%s is release %s for %s', (name, release, target, suffix) => {
    expect(parseArchiveName(name)).toMatchObject({ version: { name: release }, target, suffix });
  });

  it.each([
    'go.tar.gz',
    'go1.22.linux-amd64.tar.gz',
    'go1.27.0.linux-amd64.tar.gz.asc',
    'go1.27.0.linux-amd64.tar',
    'x1.27.0.src.tar.gz',
  ])('%s is none', (name) => {
    expect(parseArchiveName(name)).toBeUndefined();
  });
});
