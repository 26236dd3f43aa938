import type { CommandSpec } from '../parts/spec.ts';

/** Commands about gv itself. */
export const OWN: readonly CommandSpec[] = [
  {
    name: 'tui',
    aliases: ['ui'],
    args: '',
    summary: 'browse, choose, install and remove on a screen (gv alone does the same)',
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
    options: [{ flags: '-m, --multiple', meaning: 'more than one may be chosen' }],
    examples: ['gv pick', 'GV_VERSION=$(gv pick installed) make test'],
    load: () => import('./pick.ts'),
  },
  {
    name: 'config',
    aliases: [],
    args: '<list|get|set|unset> [key] [value]',
    summary: 'show or change the config',
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
      'A release counts when the key in this gv signed its SHA256SUMS, wherever its files come from (GV_INSTALL_BASE). The gv that was is kept until the next update. Never goes back to an older release by itself. Toolchains and settings stay as they are.',
    options: [
      { flags: '--check', meaning: 'only say whether there is a newer one: exit 1 when there is' },
      { flags: '--rollback', meaning: 'go back to the gv before the last update; needs no network' },
      { flags: '--force', meaning: 'also when it is the same release, or an older one' },
    ],
    examples: ['gv self-update', 'gv self-update --check', 'gv self-update --rollback'],
    writes: true,
    load: () => import('./self-update.ts'),
  },
  {
    name: 'self-uninstall',
    aliases: [],
    args: '',
    summary: 'remove gv, its toolchains, and its line in your start-up files',
    details: 'Says what would go and how much, and asks; -y answers.',
    options: [{ flags: '-n, --dry-run', meaning: 'only say what would be removed' }],
    examples: ['gv self-uninstall', 'gv self-uninstall --dry-run'],
    load: () => import('./self-uninstall.ts'),
  },
];
