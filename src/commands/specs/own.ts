import type { CommandSpec } from '../spec.ts';

/** Commands about gv itself. */
export const OWN: readonly CommandSpec[] = [
  {
    name: 'tui',
    aliases: ['ui'],
    args: '',
    summary: 'browse, choose, install and remove on a screen (gv alone does the same)',
    options: [],
    examples: ['gv tui', 'gv tui --offline'],
    load: () => import('../tui.ts'),
  },
  {
    name: 'pick',
    aliases: [],
    args: '[installed|remote]',
    summary: 'choose a version on the terminal and print it, for scripts',
    options: [{ flags: '-m, --multiple', meaning: 'more than one may be chosen' }],
    examples: ['gv pick', 'GV_VERSION=$(gv pick installed) make test'],
    load: () => import('../pick.ts'),
  },
  {
    name: 'config',
    aliases: [],
    args: '<list|get|set|unset> [key] [value]',
    summary: 'preferences',
    options: [],
    examples: ['gv config list', 'gv config set auto-install on'],
    load: () => import('../config.ts'),
  },
];
