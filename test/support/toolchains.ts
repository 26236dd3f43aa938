import type { GivenRelease } from './release-files.ts';
import { tarGz, toolchainEntries, type TarEntry } from './tar-bytes.ts';

/** A release whose archive holds a tiny toolchain that really runs: its `go` is a shell script. */
export function tinyRelease(
  name: string,
  entries: readonly TarEntry[] = toolchainEntries(name),
): GivenRelease {
  const fileName = `go${name}.linux-amd64.tar.gz`;
  return { version: name, files: [{ fileName, os: 'linux', arch: 'amd64', bytes: tarGz(entries) }] };
}

export function tinyReleases(...names: readonly string[]): readonly GivenRelease[] {
  return names.map((name) => tinyRelease(name));
}
