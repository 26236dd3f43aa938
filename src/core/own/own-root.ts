import { join } from 'node:path';
import type { Layout } from '../layout.ts';
import { shellWord } from '../shells/quote.ts';

/**
 * The command with which the user of another account's root sets up a gv of their own, with the install.sh that lies in that
 * root. `versions` are installed at once. The shell puts the user's home in.
 */
export function ownRootCommand({ lib }: Pick<Layout, 'lib'>, versions: readonly string[]): string {
  const words = [join(lib, 'install.sh'), ...versions].map(shellWord);
  return `GV_ROOT="$HOME/.gv" sh ${words.join(' ')}`;
}

/**
 * The two ways to a version that is missing in another account's root. The administrator is asked to install the version and
 * nothing else: a global choice there would be a choice for all users.
 */
export function missingInSharedRoot(layout: Pick<Layout, 'lib'>, version: string): string {
  const administrator = `gv install ${shellWord(version)}`;
  return `For a gv of your own: ${ownRootCommand(layout, [version])}; or ask the administrator to run: ${administrator}`;
}
