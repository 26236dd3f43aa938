import { describe, expect, it } from 'vitest';
import { platformOf } from '../../../src/core/platform.ts';

describe('platforms', () => {
  it.each([
    ['linux', 'x64', true, 'linux', 'amd64'],
    ['linux', 'arm', true, 'linux', 'arm'],
    ['linux', 'ia32', true, 'linux', '386'],
    ['linux', 'ppc64', true, 'linux', 'ppc64le'],
    ['linux', 'ppc64', false, 'linux', 'ppc64'],
    ['aix', 'ppc64', false, 'aix', 'ppc64'],
    ['darwin', 'arm64', true, 'darwin', 'arm64'],
    ['win32', 'x64', true, 'windows', 'amd64'],
    ['linux', 'riscv64', true, 'linux', 'riscv64'],
    ['linux', 'mipsel', true, 'linux', 'mipsle'],
  ])('%s %s is %s/%s in Go’s words', (platform, arch, littleEndian, os, goarch) => {
    expect(platformOf({ platform, arch, littleEndian })).toEqual({ os, arch: goarch });
  });
});
