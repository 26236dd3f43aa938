import { describe, expect, it } from 'vitest';
import { placesBelow } from '../../../../src/core/foreign/places-below.ts';
import { foreignPlaces } from '../../../../src/core/foreign/places.ts';

const KNOWN = foreignPlaces({
  homes: ['', '/root', '/home/*'],
  variables: { GOENV_ROOT: '/opt/tools/goenv' },
});

/** The places that a manager is known to keep, as seen from a directory. */
function owned(directory: string): readonly string[] {
  return placesBelow(directory, KNOWN)
    .below.filter(({ by }) => by !== 'path')
    .map(({ by, pattern }) => `${by} ${pattern}`);
}

describe('the places below a directory on the way to trees', () => {
  it.each([
    ['/home/x/.goenv', 'goenv /versions/*'],
    ['/home/x/.goenv/versions', 'goenv /*'],
    ['/opt/tools/goenv', 'goenv /versions/*'],
    ['/backup/.asdf/installs', 'asdf /golang/*/go'],
    ['/home/x/.asdf/installs/golang/1.22.5', 'asdf /go'],
    ['/home/x/sdk', 'sdk /go*'],
    ['/home/x/go', 'modcache /pkg/mod/golang.org/toolchain@*'],
    ['/opt/hostedtoolcache/go', 'runner /*/*'],
    ['/image/usr', 'system /local/go'],
    ['/image/home', 'gvm /*/.gvm/gos/*'],
  ])('%s: %s', (directory, place) => {
    expect(owned(directory)).toContain(place);
  });

  it.each(['/', '/image'])('%s: those of every manager, and those of a system', (directory) => {
    expect(owned(directory)).toEqual(
      expect.arrayContaining(['gv /root/.gv/versions/*', 'gvm /.gvm/gos/*', 'system /usr/local/go']),
    );
  });

  it('are those of no manager where only the names below say it, and none is there twice', () => {
    const { below } = placesBelow('/backup/one', KNOWN);
    const patterns = below.map(({ pattern }) => pattern);
    expect(below.filter(({ pattern }) => pattern === '/versions/*')).toEqual([
      { by: 'path', pattern: '/versions/*', isRebuilt: false },
    ]);
    expect(patterns).toEqual(expect.arrayContaining(['/installs/golang/*/go', '/*', '/*/go']));
    expect(new Set(patterns).size).toBe(patterns.length);
  });

  it('never begin with two stars, except where the path says what lies there', () => {
    const patterns = placesBelow('/backup/one', KNOWN).below.map(({ pattern }) => pattern);
    expect(patterns.filter((pattern) => pattern.startsWith('/*/*'))).toEqual([]);
  });
});

describe('a directory that is a tree itself', () => {
  it.each([
    ['/home/x/.goenv/versions/1.22.5', 'goenv', false],
    ['/usr/local/go', 'system', false],
    ['/usr/lib/go-1.22', 'system', true],
    ['/backup/go', 'path', false],
  ])('%s belongs to %s', (directory, by, isRebuilt) => {
    expect(placesBelow(directory, KNOWN).itself).toMatchObject({ by, isRebuilt });
  });
});
