import type { CommandSpec } from '../parts/spec.ts';

/** Commands about gv itself. */
export const OWN: readonly CommandSpec[] = [
  {
    name: 'tui',
    aliases: ['ui'],
    args: '',
    summary: 'browse, choose, install and remove on a screen (or: gv alone)',
    options: [],
    examples: ['gv tui', 'gv tui --offline'],
    writes: true,
    load: () => import('./tui.ts'),
  },
  {
    name: 'pick',
    aliases: [],
    args: '[installed|remote]',
    summary: 'choose a version on the terminal and print it, for scripts',
    options: [{ flags: '-m, --multiple', meaning: 'choose one or more' }],
    examples: ['gv pick', 'GV_VERSION=$(gv pick installed) make test'],
    load: () => import('./pick.ts'),
  },
  {
    name: 'config',
    aliases: [],
    args: '[list|get|set|unset] [key] [value]',
    summary: 'show or change the config',
    details: 'Without a word: lists it.',
    options: [],
    examples: ['gv config list', 'gv config set auto-install on'],
    writes: ['set', 'unset'],
    load: () => import('./config.ts'),
  },
  {
    name: 'self-update',
    aliases: [],
    args: '[version]',
    summary: 'replace gv by its newest release',
    details:
      'A release counts when the key in this gv signed its SHA256SUMS, from any server (GV_INSTALL_BASE). gv keeps its old program until the next update, and goes back to an older release only when told to. Toolchains and config stay as they are.',
    options: [
      { flags: '--check', meaning: 'only say whether a newer release is published: exit 1 if so' },
      { flags: '--rollback', meaning: 'go back to the gv before the last update; needs no network' },
      { flags: '--force', meaning: 'take the same release, or an older one, too' },
    ],
    examples: ['gv self-update', 'gv self-update --check', 'gv self-update --rollback'],
    writes: true,
    load: () => import('./self-update.ts'),
  },
  {
    name: 'self-uninstall',
    aliases: [],
    args: '',
    summary: 'remove gv, its toolchains and its line in start-up files',
    details: 'Lists what would be removed and its size, and asks; -y answers yes.',
    options: [{ flags: '-n, --dry-run', meaning: 'only say what would be removed' }],
    examples: ['gv self-uninstall', 'gv self-uninstall --dry-run'],
    writes: (options) => !options.flag('dryRun'),
    load: () => import('./self-uninstall.ts'),
  },
];
