import { describe, expect, it } from 'vitest';
import {
  differingSettings,
  settingValue,
  type SettingFacts,
} from '../../../../src/core/settings/differing.ts';

const KNOWN =
  'AR CC CGO_ENABLED GO111MODULE GOAMD64 GOARCH GOARM GOARM64 GOENV GOFLAGS GOCACHE GOMODCACHE GONOSUMDB GOOS GOPATH GOPRIVATE GOPROXY GOTOOLCHAIN'.split(
    ' ',
  );

function facts(more: Partial<SettingFacts> = {}): SettingFacts {
  return {
    env: {},
    user: undefined,
    goEnv: { path: '/goroot/go.env', text: '# Go\nGOPROXY=https://own.example,direct\nGOTOOLCHAIN=auto\n' },
    built: new Map([
      ['GOAMD64', 'v1'],
      ['GOARM64', 'v8.0'],
    ]),
    known: KNOWN,
    host: { os: 'linux', arch: 'amd64' },
    gopath: '/h/go',
    gocache: '/h/.cache/go-build',
    hasCompiler: true,
    ...more,
  };
}

/** The names and values that differ. */
function differing(more: Partial<SettingFacts>): Readonly<Record<string, string>> {
  return Object.fromEntries(differingSettings(facts(more)).map(({ name, value }) => [name, value]));
}

const user = (text: string): Partial<SettingFacts> => ({ user: { path: '/h/.config/go/env', text } });

describe('settings that differ from their defaults', () => {
  it('are none where nothing is set, or the default is', () => {
    expect(differing({})).toEqual({});
    const env = {
      GO111MODULE: 'on',
      GOPATH: '/h/go',
      GOMODCACHE: '/h/go/pkg/mod',
      GOCACHE: '/h/.cache/go-build',
    };
    const more = { GOOS: 'linux', GOAMD64: 'v1', GOTOOLCHAIN: 'auto', CGO_ENABLED: '1', AR: 'ar' };
    expect(differing({ env: { ...env, ...more } })).toEqual({});
  });

  it('come from the environment, the user’s file, or a go.env, with the line', () => {
    const all = facts({ ...user('# x\nGOFLAGS=-v\nGOFLAGS=-x\n'), env: { GOPATH: '/p' } });
    expect(settingValue(all, 'GOFLAGS')).toEqual({
      value: '-x',
      origin: { kind: 'user-file', file: '/h/.config/go/env', line: 3 },
    });
    expect(settingValue(all, 'GOPATH').origin).toEqual({ kind: 'environment' });
    expect(settingValue(all, 'GOTOOLCHAIN').origin).toEqual({
      kind: 'go.env',
      file: '/goroot/go.env',
      line: 3,
    });
    expect(settingValue(all, 'GOOS')).toEqual({ value: '', origin: { kind: 'default' } });
  });

  it('are none by an empty line, which hides the go.env', () => {
    expect(differing(user('GOPROXY=\nGOFLAGS=\n'))).toEqual({});
  });

  it('are changes in a go.env only where Go has another default', () => {
    const goEnv = { path: '/goroot/go.env', text: 'GOTOOLCHAIN=local\nGOFLAGS=-v\n' };
    expect(differing({ goEnv })).toEqual({ GOFLAGS: '-v' });
    expect(differing({ goEnv, env: { GOTOOLCHAIN: 'auto' } })).toEqual({
      GOFLAGS: '-v',
      GOTOOLCHAIN: 'auto',
    });
  });

  it('have GOPRIVATE as the default of what follows it, and GOPATH as that of the module cache', () => {
    expect(differing({ env: { GOPRIVATE: 'a', GONOSUMDB: 'a' } })).toEqual({ GOPRIVATE: 'a' });
    expect(differing({ env: { GOPATH: '/p:/q', GOMODCACHE: '/p/pkg/mod' } })).toEqual({ GOPATH: '/p:/q' });
    expect(differing({ env: { GOMODCACHE: '/m' } })).toEqual({ GOMODCACHE: '/m' });
  });

  it('have the variant of the processor that is built for, and no other', () => {
    expect(differing({ env: { GOAMD64: 'v3', GOARM: '5' } })).toEqual({ GOAMD64: 'v3' });
    expect(differing({ env: { GOARCH: 'arm64', GOARM64: 'v9.0', GOAMD64: 'v3' } })).toEqual({
      GOARCH: 'arm64',
      GOARM64: 'v9.0',
    });
  });

  it('have a default of cgo that hangs on the compiler and on a cross build', () => {
    expect(differing({ env: { CGO_ENABLED: '0' } })).toEqual({ CGO_ENABLED: '0' });
    expect(differing({ env: { CGO_ENABLED: '0' }, hasCompiler: false })).toEqual({});
    expect(differing({ env: { CGO_ENABLED: 'yes' } })).toEqual({});
    expect(differing({ env: { CGO_ENABLED: '1', GOOS: 'windows' } })).toEqual({
      CGO_ENABLED: '1',
      GOOS: 'windows',
    });
  });

  it('have GODEBUG from the environment alone', () => {
    expect(differing({ ...user('GODEBUG=x=1\n') })).toEqual({});
    expect(differing({ env: { GODEBUG: 'x=1', GOENV: '/e' } })).toEqual({ GODEBUG: 'x=1' });
  });
});
