import { describe, expect, it } from 'vitest';
import { runEnvironment } from '../../../../src/core/go-run/environment.ts';

describe('the environment of go’s own run', () => {
  const user = {
    HOME: '/home/you',
    GOFLAGS: '-mod=mod -unknown',
    GODEBUG: 'http2client=0',
    GOMODCACHE: '/home/you/mod',
    GOPRIVATE: 'git.corp.example',
    GOPROXY: 'https://user:secret@goproxy.example',
  };

  it('writes to its own cache, edits no go.mod, fetches no toolchain, and asks no person', () => {
    const env = runEnvironment(user, { cache: '/tmp/c', goproxy: undefined });
    expect(env).toEqual({
      ...user,
      GOMODCACHE: '/tmp/c',
      GOFLAGS: '-mod=readonly -modcacherw',
      GODEBUG: 'http2client=0,netdns=2',
      GOTOOLCHAIN: 'local',
      GO111MODULE: 'on',
      GOWORK: 'off',
      GIT_TERMINAL_PROMPT: '0',
      GCM_INTERACTIVE: 'never',
      SSH_ASKPASS_REQUIRE: 'never',
    });
  });

  it('has another GOPROXY where entries are left out', () => {
    expect(runEnvironment({}, { cache: '/tmp/c', goproxy: 'direct' })).toMatchObject({ GOPROXY: 'direct' });
  });
});
