import type { CommandSpec } from '../spec.ts';

/** Commands that tie gv to shells and tools. */
export const SHELLS: readonly CommandSpec[] = [
  {
    name: 'init',
    aliases: ['activate'],
    args: '<shell>',
    summary: 'print what puts gv on PATH in a shell (sh, bash, zsh, fish)',
    options: [],
    examples: ['eval "$(gv init bash)"', 'gv init fish | source'],
    load: () => import('../init.ts'),
  },
  {
    name: 'rehash',
    aliases: ['reshim'],
    args: '',
    summary: 'make shims, links and aliases say what is installed, and repair interrupted work',
    options: [],
    examples: ['gv rehash', 'gv rehash --json'],
    load: () => import('../rehash.ts'),
  },
];
