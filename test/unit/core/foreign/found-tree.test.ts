import { describe, expect, it } from 'vitest';
import { promisedRelease, toolPlatform } from '../../../../src/core/foreign/found-tree.ts';

describe('the platform of a tree', () => {
  const here = { os: 'linux', arch: 'amd64' };

  it('is that of its tools, this machine’s first', () => {
    expect(toolPlatform(['darwin_arm64', 'linux_amd64'], here)).toEqual(here);
    expect(toolPlatform(['darwin_arm64'], here)).toEqual({ os: 'darwin', arch: 'arm64' });
  });

  it('is not known without tools, or with names of other things', () => {
    expect(toolPlatform([], here)).toBeUndefined();
    expect(toolPlatform(['tour', 'a_b_c', '../x_y'], here)).toBeUndefined();
  });
});

describe('the release that a directory promises', () => {
  it.each([
    ['/h/.goenv/versions/1.22.5', '1.22.5'],
    ['/h/.gvm/gos/go1.22.5', '1.22.5'],
    ['/h/.asdf/installs/golang/1.27rc1/go', '1.27rc1'],
    ['/opt/hostedtoolcache/go/1.22.5/x64', '1.22.5'],
    ['/m/golang.org/toolchain@v0.0.1-go1.22.5.linux-amd64', '1.22.5'],
    ['/h/.local/share/mise/installs/go/latest', undefined],
    ['/h/.local/share/mise/installs/go/1.22', undefined],
    ['/usr/local/go', undefined],
  ])('%s: %s', (path, release) => expect(promisedRelease(path)).toBe(release));
});
