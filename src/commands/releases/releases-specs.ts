import { INTERACTIVE, KEYRING, LOG_PROOF, NO_REUSE, REQUIRE, SOURCE, UNPROVEN } from '../parts/options.ts';
import type { CommandSpec } from '../parts/spec.ts';

/** Commands about releases and toolchains: fetched, shown, kept up to date, removed. */
export const RELEASES: readonly CommandSpec[] = [
  {
    name: 'install',
    aliases: ['i', 'add', 'dl'],
    args: '[query...]',
    summary: 'fetch, prove and place Go releases',
    details:
      'A query is a release (1.22.5, 1.27rc2), a line (1.22: its newest patch), latest, oldstable, a range such as ' +
      "'^1.21', mod (the release of go.mod or go.work), or an archive on this machine (./go1.22.5.linux-amd64.tar.gz).\n" +
      'Without a query: the versions that this directory requests, or the latest release.',
    options: [
      INTERACTIVE,
      { flags: '-f, --force', meaning: 'install again an installed release' },
      { flags: '--full', meaning: 'the official archive, also in place of an installed module zip' },
      { flags: '--sha256 <hex>', meaning: 'digest that a carried archive must have' },
      {
        flags: '--signature <file>',
        meaning: 'detached signature of a carried archive (default: beside it, .asc)',
      },
      LOG_PROOF,
      SOURCE,
      NO_REUSE,
      KEYRING,
      REQUIRE,
      UNPROVEN,
    ],
    examples: ['gv install 1.22.5', 'gv install 1.22 latest', 'gv install ./go1.22.5.linux-amd64.tar.gz'],
    writes: true,
    load: () => import('./install.ts'),
  },
  {
    name: 'import',
    aliases: [],
    args: '',
    summary: 'adopt the toolchains of another manager, without a download',
    details:
      'Finds the toolchains of goenv, gvm, asdf, mise, gobrew, g, golang.org/dl (sdk), the module cache, CI runners and the ' +
      'system, proves each by the checksum database, and copies the files of the release; where the file system has clones, ' +
      'the copy takes no room. A changed toolchain is refused with the files that differ; other trees are only read. Lists what it ' +
      'found and asks; -y answers yes.\n' +
      'Where gv has no global version, that of the other manager is taken over, and the version of a mise.toml of this project ' +
      'becomes a pin. Names the lines of start-up files to take out. --undo leaves what was changed or ' +
      'chosen since, and what was moved. Exit code 1: a Go of a manager that could not be proven was left where it ' +
      'is; of the system, a runner or the module cache only where --from names it.',
    options: [
      {
        flags: '--from <manager>',
        meaning:
          'only these: goenv, gvm, asdf, mise, gobrew, g, sdk, modcache, runner, system (several: by commas, or repeat it)',
        repeats: true,
      },
      {
        flags: '--link',
        meaning: 'share trees that only you and root may write, by a link, instead of copying them',
      },
      {
        flags: '--move',
        meaning: 'remove each tree after its copy; asks, and leaves trees with more than the release',
      },
      { flags: '--undo', meaning: 'remove what the last run added; moved toolchains stay' },
      { flags: '-n, --dry-run', meaning: 'only say what would be done' },
    ],
    examples: ['gv import --dry-run', 'gv import -y --from goenv --from sdk', 'gv import --undo'],
    writes: true,
    load: () => import('./import.ts'),
  },
  {
    name: 'uninstall',
    aliases: ['rm', 'remove', 'un'],
    args: '[version...]',
    summary: 'remove installed toolchains',
    details:
      'A line (1.22), a range or latest may mean several: they are listed first, and -y answers the question.\n' +
      'A toolchain stays when this directory, a known project or the global version asks for it; ' +
      'only --force removes it all the same.',
    options: [
      INTERACTIVE,
      { flags: '-n, --dry-run', meaning: 'only say what would be removed' },
      { flags: '-f, --force', meaning: 'remove a toolchain even when it is in use' },
    ],
    examples: ['gv uninstall 1.21.3', 'gv uninstall --dry-run 1.21', 'gv uninstall -i'],
    writes: true,
    load: () => import('./uninstall.ts'),
  },
  {
    name: 'list',
    aliases: ['ls', 'versions'],
    args: '[query]',
    summary: 'show installed toolchains (--remote: published releases)',
    options: [
      { flags: '-r, --remote', meaning: 'the releases that can be installed, by line' },
      { flags: '-a, --all', meaning: 'with --remote: every release, prereleases too' },
    ],
    examples: ['gv list', 'gv list --remote 1.22'],
    load: () => import('./list.ts'),
  },
  {
    name: 'ls-remote',
    aliases: ['lr', 'search'],
    args: '[query]',
    summary: 'the same as list --remote',
    isSpelling: true,
    options: [{ flags: '-a, --all', meaning: 'every release, prereleases too' }],
    examples: ['gv ls-remote', 'gv ls-remote --all 1.22'],
    load: () => import('./list-remote.ts'),
  },
  {
    name: 'outdated',
    aliases: [],
    args: '',
    summary: 'the newest patch of each installed line, and its support',
    details: 'Go supports the two newest lines (go.dev/doc/devel/release).',
    options: [
      { flags: '--exit-code', meaning: 'exit 1 when a newer patch of an installed line is published' },
    ],
    examples: ['gv outdated', 'gv outdated --exit-code --json'],
    load: () => import('./outdated.ts'),
  },
  {
    name: 'upgrade',
    aliases: ['up'],
    args: '[line...]',
    summary: 'install the newest patch of each installed line, or of some',
    details:
      'A global version that names an older patch moves to the newest.\n' +
      'Pins that name an older patch are listed and stay as they are; ' +
      'pins that name a line (gv use --track) follow by themselves.',
    options: [
      { flags: '--prune-old', meaning: 'remove the older patches that no known pin asks for' },
      { flags: '-n, --dry-run', meaning: 'only say what would be done' },
      SOURCE,
      NO_REUSE,
      KEYRING,
      REQUIRE,
    ],
    examples: ['gv upgrade', 'gv upgrade --prune-old 1.22'],
    writes: true,
    load: () => import('./upgrade.ts'),
  },
  {
    name: 'prune',
    aliases: [],
    args: '',
    summary: 'remove downloads and leftovers (--patches: old patches too)',
    options: [
      {
        flags: '--patches',
        meaning:
          'also toolchains that a newer patch replaced, unless a known project or the global version asks for them',
      },
      {
        flags: '--index',
        meaning: 'also what servers listed: the cached index, and which releases were seen',
      },
      { flags: '-n, --dry-run', meaning: 'only say what would be removed' },
    ],
    examples: ['gv prune', 'gv prune --patches --dry-run'],
    writes: true,
    load: () => import('./prune.ts'),
  },
];
