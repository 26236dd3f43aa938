import { describe, expect, it } from 'vitest';
import { foreignPlaces, namesLike } from '../../../../src/core/foreign/places.ts';

const patterns = (
  variables: Readonly<Record<string, string | undefined>>,
  homes: readonly string[] = ['/home/x'],
): readonly string[] => foreignPlaces({ homes, variables }).map(({ by, pattern }) => `${by} ${pattern}`);

describe('the places of Go trees', () => {
  it('are those of every manager below a home', () => {
    const below = patterns({}).filter((each) => each.includes('/home/x/'));
    expect(below).toEqual([
      'gv /home/x/.gv/versions/*',
      'goenv /home/x/.goenv/versions/*',
      'gvm /home/x/.gvm/gos/*',
      'asdf /home/x/.asdf/installs/golang/*/go',
      'mise /home/x/.local/share/mise/installs/go/*',
      'gobrew /home/x/.gobrew/versions/*/go',
      'g /home/x/.g/versions/*',
      'sdk /home/x/sdk/go*',
      'modcache /home/x/go/pkg/mod/golang.org/toolchain@*',
    ]);
  });

  it('follow the variables of each manager, beside the usual place', () => {
    const found = patterns({
      GV_ROOT: '/opt/gv/',
      GOENV_ROOT: '/v/goenv',
      XDG_DATA_HOME: '/v/data',
      MISE_INSTALLS_DIR: '/v/installs',
      GOBREW_ROOT: '/v',
      GOPATH: '/v/go:/other',
      RUNNER_TOOL_CACHE: '/v/tools',
    });
    expect(found).toEqual(
      expect.arrayContaining([
        'gv /opt/gv/versions/*',
        'goenv /v/goenv/versions/*',
        'goenv /home/x/.goenv/versions/*',
        'mise /v/data/mise/installs/go/*',
        'mise /v/installs/go/*',
        'gobrew /v/.gobrew/versions/*/go',
        'modcache /v/go/pkg/mod/golang.org/toolchain@*',
        'runner /v/tools/go/*/*',
      ]),
    );
  });

  it('are not taken from a variable that holds no absolute path, or a star', () => {
    const found = patterns({ GOENV_ROOT: 'goenv', GVM_ROOT: '', G_HOME: '/a/*', ASDF_DATA_DIR: undefined });
    expect(found).toEqual(patterns({}));
  });

  it('are each there once', () => {
    const found = patterns({ GOENV_ROOT: '/home/x/.goenv' }, ['/home/x', '/home/x']);
    expect(new Set(found).size).toBe(found.length);
  });
});

describe('a star', () => {
  it('stands for a part of one name, and for no hidden one', () => {
    const names = ['go', 'go1.22.5', 'golang', '.staging', 'x'];
    expect(namesLike('*', names)).toEqual(['go', 'go1.22.5', 'golang', 'x']);
    expect(namesLike('go1*', names)).toEqual(['go1.22.5']);
    expect(namesLike('go*g', names)).toEqual(['golang']);
    expect(namesLike('go*o', ['go'])).toEqual([]);
  });
});
