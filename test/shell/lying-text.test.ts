import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { furnishedRoot, type ShellRoot } from '../support/shell-root.ts';
import { isPresent, presentShells, whereIs } from '../support/shells.ts';

/** A directory's name in bytes, and as a message shows it. */
const NAMES: readonly (readonly [title: string, name: Uint8Array, shown: string])[] = [
  ['C0', Buffer.from('a\u001B[31m\u0007b\u007Fc'), 'a?[31m?b?c'],
  ['C1 in UTF-8', Buffer.from('a\u0080\u009B31mb\u009F'), 'a??31mb?'],
  ['C1 in single bytes', Buffer.from('a\x80\x9B31mb\x9F', 'latin1'), 'a??31mb?'],
  [
    'marks of direction',
    Buffer.from('a\u202Eb\u202Ac\u2066d\u2069e\u200Ef\u200Fg\u061Ch'),
    'a?b?c?d?e?f?g?h',
  ],
  ['what is drawn as nothing', Buffer.from('a\u200Bb\u200Cc\u200Dd\u2060e\u2064f\u206Fg'), 'a?b?c?d?e?f?g'],
  [
    'a soft hyphen, a mark of byte order, tags',
    Buffer.from('a\u00ADb\uFEFFc\u{E0001}\u{E0041}d'),
    'a?b?c??d',
  ],
  ['ends of lines and paragraphs', Buffer.from('a\u2028b\u2029c'), 'a?b?c'],
  ['a character that was cut off', Buffer.from('a\xE2\x80/b\xC2'.replace('/', 'x'), 'latin1'), 'a??xb?'],
  ['bytes that are no UTF-8', Buffer.from('a\xFF\xFEb\xC0c', 'latin1'), 'a??b?c'],
  ['a degree and quotes', Buffer.from('20° «ß» ÀÞ'), '20° «ß» ÀÞ'],
  [
    'characters of three and four bytes',
    Buffer.from('漢字 … “x” 😀 葛\u{E0100}'),
    '漢字 … “x” 😀 葛\u{E0100}',
  ],
];

const LOCALES = ['C', 'C.UTF-8', 'no_SUCH.locale', undefined];

describe.each(presentShells())('names of somebody else in messages of $name', (shell) => {
  let made: ShellRoot;
  beforeAll(() => {
    made = furnishedRoot();
  });
  afterAll(() => made[Symbol.dispose]());

  it.each(NAMES)('%s', async (_title, name, shown) => {
    const directory = Buffer.concat([Buffer.from(`${made.project}/`), name]);
    mkdirSync(directory);
    for (const LC_ALL of LOCALES) {
      // A pipe gives the name to the shell in bytes, as a directory's name is no text.
      const enter = `IFS= read -r d; cd "$d" && echo nonsense >.go-version; "$0" "$@"; "${made.root}/bin/gv" current`;
      const command = ['-c', enter, ...shell.command, join(made.root, 'shims', 'go')];
      const { stderr } = await made.run('/bin/dash', command, {
        env: { LC_ALL },
        input: Buffer.concat([directory, Buffer.from('\n')]),
      });
      // bash itself complains of a locale that is not installed when it starts.
      const lines = stderr
        .trimEnd()
        .split('\n')
        .filter((line) => !line.includes('setlocale'));
      expect(lines, LC_ALL).toHaveLength(2);
      for (const line of lines)
        expect(line.replace(/^gv: .*\/project\//, ''), LC_ALL).toBe(
          `${shown}/.go-version:1: "nonsense" is not a Go version; write a version such as 1.22.5, a line such as 1.22, latest or system`,
        );
    }
  });
});

describe.skipIf(!isPresent('bash')).each(['bash', 'zsh'].filter(isPresent))('cleaning in %s', (name) => {
  it.each(['LC_ALL=C', 'export LC_ALL=C.UTF-8', 'unset LC_ALL', 'LC_ALL=no_SUCH.locale'])(
    'leaves %s as it was, and says nothing',
    async (set) => {
      using made = furnishedRoot();
      const load = `. '${made.root}/lib/shims/resolve.sh'; __gv_resolve '${made.root}' '${made.project}'; __gv_need message`;
      const script = `${set}; ${name === 'zsh' ? 'emulate sh; ' : ''}${load}; tell() { set | grep '^LC_ALL='; env | grep '^LC_ALL='; }; tell >a; __gv_clean "$(printf 'x\\302\\233°')"; tell >b; cmp a b && echo "$__gv_cleaned"`;
      const { stdout, stderr } = await made.run(whereIs(name) ?? '', ['-c', script], {
        env: { LC_CTYPE: 'C.UTF-8' },
      });
      expect({ stdout, stderr: stderr.split('\n').filter((line) => /__gv|message\.sh/.test(line)) }).toEqual({
        stdout: 'x?°\n',
        stderr: [],
      });
    },
  );
});
