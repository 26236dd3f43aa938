import { describe, it } from 'vitest';
import { expectRefusedEntries } from '../support/hostile-archive.ts';
import { paxEntry, type TarEntry } from '../support/tar-bytes.ts';

describe('an archive with links is refused', () => {
  it.each<readonly [string, readonly TarEntry[]]>([
    ['a symbolic link out', [{ path: 'go/link', type: '2', linkTo: '/etc' }]],
    ['a symbolic link that stays inside', [{ path: 'go/link', type: '2', linkTo: 'VERSION' }]],
    [
      'a symbolic link and a file through it',
      [
        { path: 'go/link', type: '2', linkTo: '..' },
        { path: 'go/link/escaped', body: 'x' },
      ],
    ],
    ['a hard link out', [{ path: 'go/link', type: '1', linkTo: '/etc/passwd' }]],
    ['a hard link to a file of the archive', [{ path: 'go/link', type: '1', linkTo: 'go/VERSION' }]],
    ['a pax header that links', [paxEntry({ linkpath: '/etc' }), { path: 'go/x', type: '2' }]],
  ])('%s', async (_, entries) => {
    await expectRefusedEntries(entries, /^the archive/);
  });
});
