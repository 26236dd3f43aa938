import { describe, it } from 'vitest';
import { expectRefusedEntries } from '../support/hostile-archive.ts';
import { paxEntry, type TarEntry } from '../support/tar-bytes.ts';

/** A file with a name beyond ASCII, as Go records it. */
function named(path: string): readonly TarEntry[] {
  return [paxEntry({ path }), { path: 'go/stands-in', body: 'x' }];
}

describe('an archive with two names for one file is refused', () => {
  it.each<readonly [string, readonly TarEntry[], RegExp]>([
    ['a second entry of a name', [{ path: 'go/VERSION', body: 'go9.9.9\n' }], /appears twice/],
    ['a name that differs in case only', [{ path: 'go/version', body: 'x' }], /collides with go\/VERSION/],
    ['a directory that differs in case only', [{ path: 'go/SRC/x.go', body: 'x' }], /collides with go\/src/],
    ['a file as a directory', [{ path: 'go/VERSION/x', body: 'x' }], /uses a file as a directory/],
    ['a directory as a file', [{ path: 'go/src', body: 'x' }], /appears twice/],
    [
      'two names of which one is composed otherwise (NFC)',
      [...named('go/\u00e9'), ...named('go/e\u0301')],
      /collides with/,
    ],
    ['the same, in another case too', [...named('go/\u00c9'), ...named('go/e\u0301')], /collides with/],
  ])('%s', async (_, entries, why) => {
    await expectRefusedEntries(entries, why);
  });
});
