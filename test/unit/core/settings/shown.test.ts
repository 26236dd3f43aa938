import { describe, expect, it } from 'vitest';
import { isClosed, shownValue } from '../../../../src/core/settings/shown.ts';

describe('a go setting as it is shown', () => {
  it.each([
    ['GOFLAGS', '-mod=vendor -tags=a'],
    ['GOPROXY', 'https://proxy.example/x,direct'],
    ['GOPROXY', 'file:///srv/proxy|off'],
    ['GOAUTH', 'netrc'],
    ['GOPATH', '/home/x/go:/srv/go'],
    ['GOPRIVATE', '*.corp.example,git.example/team'],
  ])('%s=%s has nothing to hide', (name, value) => {
    expect([shownValue(name, value), isClosed(name, value)]).toEqual([value, false]);
  });

  it.each([
    ['GOPROXY', 'https://u:SECRET@p.example/,direct', 'https://p.example/,direct'],
    ['GOPROXY', 'https://p.example/x?token=SECRET|off', 'https://p.example/x?…|off'],
    ['GOPROXY', 'u:SECRET@p.example', 'p.example'],
    ['HTTPS_PROXY', 'u:SECRET@proxy.example:3128', 'proxy.example:3128'],
    ['all_proxy', '1:2/SECRET@proxy.example:3128', 'proxy.example:3128'],
    ['GOAUTH', 'git /home/x; corp-login --token SECRET', 'git …; corp-login …'],
    ['GOCACHEPROG', '/bin/cacher --key=SECRET', '/bin/cacher …'],
    ['GOFLAGS', '-mod=mod -ldflags=-X=main.key=SECRET', '-mod=mod -ldflags=…'],
    ['GOFLAGS', '-v "-ldflags=-X main.key=SECRET" -x', '-v -ldflags=…'],
    ['GOFLAGS', '-toolexec=/x/wrap,SECRET', '-toolexec=…'],
    ['CGO_LDFLAGS', '-L https://u:SECRET@x.example/y', '-L https://x.example/y'],
    ['GOVCS', 'https://x.example/?key=SECRET', 'https://x.example/?…'],
  ])('%s=%s is cut', (name, value, shown) => {
    expect([shownValue(name, value), isClosed(name, value)]).toEqual([shown, true]);
    expect(shownValue(name, value)).not.toContain('SECRET');
  });

  it('has an end', () => {
    expect(shownValue('GOPRIVATE', 'a'.repeat(1000))).toHaveLength(161);
  });
});
