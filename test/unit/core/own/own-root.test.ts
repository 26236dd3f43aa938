import { expect, it } from 'vitest';
import { missingInSharedRoot, ownRootCommand } from '../../../../src/core/own/own-root.ts';

it('runs the install.sh of the shared root for a root below the home directory', () => {
  expect(ownRootCommand({ lib: '/opt/gv/lib' }, [])).toBe('GV_ROOT="$HOME/.gv" sh /opt/gv/lib/install.sh');
});

it('quotes what a shell would read otherwise', () => {
  const command = ownRootCommand({ lib: "/opt/g v's/lib" }, ['>=1.21']);
  expect(command).toBe(`GV_ROOT="$HOME/.gv" sh '/opt/g v'\\''s/lib/install.sh' '>=1.21'`);
});

it('asks the administrator to install, and for nothing that would choose', () => {
  expect(missingInSharedRoot({ lib: '/opt/gv/lib' }, '1.25')).toBe(
    'For a gv of your own: GV_ROOT="$HOME/.gv" sh /opt/gv/lib/install.sh 1.25; or ask the administrator to run: gv install 1.25',
  );
});
