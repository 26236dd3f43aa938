/** A command line of another version manager, and gv's words for it. */
export interface Habit {
  /** Spellings: the command word, then words or options that must stand anywhere after it. */
  readonly typed: readonly string[];
  /**
   * gv's words, and their effect. `{1.22.5}` stands for the user's own arguments, or for the sample without arguments; `{}`
   * stands for the arguments alone. Commands that this gv does not have are left out. `export` is the shell's.
   */
  readonly means: readonly (readonly [words: string, does: string])[];
}

const HERE = ['use {1.22.5}', 'chooses the Go of this directory'] as const;
const EVERYWHERE = ['use -g {1.22.5}', 'chooses the global version'] as const;
const THIS_SHELL = ['use -s {1.22.5}', 'chooses the Go of this shell'] as const;
const VARIABLE = ['export GV_VERSION={1.22.5}', 'chooses it without a hook'] as const;
const FOLLOW = ['use --track 1.22', 'follows a line as its patches are installed'] as const;
const UNSET = ['use --unset', 'takes the choice of this directory back'] as const;
const FETCH = ['install {1.22.5}', 'fetches a release and keeps the installed ones'] as const;
const REMOVE = ['uninstall {1.22.5}', 'removes a toolchain'] as const;
const REMOTE = ['list --remote {}', 'shows what can be installed'] as const;
const INSTALLED = ['list {}', 'shows what is installed'] as const;
const ANSWERS = ['current', 'shows the Go that answers here'] as const;
const REASONS = ['explain', 'says why that Go answers'] as const;
const CHECK = ['doctor', 'finds what is wrong'] as const;
const RUN = ['exec {1.22.5 go version}', 'runs a command with a chosen Go'] as const;
const SELF_UPDATE = ['self-update', 'updates gv itself'] as const;
const SELF_REMOVE = ['self-uninstall', 'removes gv and all its toolchains'] as const;
const SYSTEM = ['use -g system', "hands over to the system's Go"] as const;
const ACTIVATE = ['init {bash}', 'prints the code that puts gv on PATH in a shell'] as const;

/** goenv, pyenv, asdf, mise, nvm, fnm, n, volta, g, gobrew, gvm, rustup, vfox, proto: the longer pattern is found first. */
export const HABITS: readonly Habit[] = [
  { typed: ['local', 'pin', 'set', 'switch', 'select', 'override set', 'override add'], means: [HERE] },
  { typed: ['use --local', 'use -l', 'use -p', 'use --project', 'set -p', 'pin --to local'], means: [HERE] },
  {
    typed: ['unset', 'unuse', 'unpin', 'local --unset', 'override unset', 'override remove'],
    means: [UNSET],
  },
  {
    typed: ['global', 'default', 'alias default', 'pin --to global', 'set -u', 'set --home'],
    means: [EVERYWHERE],
  },
  { typed: ['use --default', 'install --default', 'install -g', 'install --global'], means: [EVERYWHERE] },
  { typed: ['shell', 'sh', 'session'], means: [THIS_SHELL, VARIABLE] },
  // An alias is a name of the user's own, which gv does not have.
  { typed: ['alias', 'unalias', 'tool-alias'], means: [FOLLOW, ['use -g 1.22.5', EVERYWHERE[1]]] },
  { typed: ['use --install-if-missing'], means: [['use {1.22.5}', 'installs a missing release by itself']] },
  { typed: ['reinstall'], means: [['install --force {1.22.5}', 'fetches and proves a release anew']] },
  {
    typed: ['lts', 'install --lts', 'install lts', 'use --lts', 'use lts'],
    means: [['install latest', 'fetches the newest release: Go supports its two newest lines']],
  },
  { typed: ['fetch', 'download', 'get', 'toolchain install', 'toolchain add'], means: [FETCH] },
  { typed: ['install -s', 'install --skip-existing', 'install -B', 'install --binary'], means: [FETCH] },
  { typed: ['delete', 'del', 'toolchain uninstall', 'toolchain remove'], means: [REMOVE] },
  {
    typed: ['list all', 'ls all', 'list-all', 'listall', 'list-remote', 'ls-all', 'available'],
    means: [REMOTE],
  },
  { typed: ['install -l', 'install --list', 'versions --remote', 'releases'], means: [REMOTE] },
  { typed: ['l', 'installed', 'list-installed', 'toolchain list', 'toolchain', 'ps'], means: [INSTALLED] },
  {
    typed: ['latest'],
    means: [
      ['install latest', 'fetches the newest release'],
      ['list --remote {}', 'shows the newest of each line'],
    ],
  },
  { typed: ['version'], means: [ANSWERS] },
  { typed: ['v'], means: [['--version', 'shows the version of gv'], ANSWERS] },
  { typed: ['version-name', 'show', 'active'], means: [ANSWERS] },
  { typed: ['version-origin', 'version-file', 'status'], means: [ANSWERS, REASONS] },
  { typed: ['whence', 'bin'], means: [['which {}', 'shows the file that runs']] },
  { typed: ['prefix', 'goroot', 'root'], means: [['where {}', 'shows the GOROOT']] },
  { typed: ['exec --using', 'run --using', 'run-script', 'with'], means: [RUN] },
  { typed: ['info', 'diagnose', 'check', 'diagnostics'], means: [CHECK, ANSWERS] },
  { typed: ['update', 'latest-patch'], means: [['upgrade {}', 'installs the newest patches'], SELF_UPDATE] },
  { typed: ['self', 'self update', 'self upgrade', 'self-upgrade', 'selfupdate'], means: [SELF_UPDATE] },
  { typed: ['self uninstall', 'implode', 'self remove'], means: [SELF_REMOVE] },
  { typed: ['clean', 'cleanup', 'gc', 'cache'], means: [['prune', 'removes downloads and leftovers']] },
  { typed: ['setup', 'hook', 'source', 'hook-env'], means: [ACTIVATE] },
  { typed: ['deactivate', 'off', 'disable'], means: [SYSTEM, SELF_REMOVE] },
  { typed: ['regen', 'shims'], means: [['rehash', 'puts shims, links and aliases in order']] },
  {
    typed: ['settings', 'setting', 'set-config'],
    means: [['config {list}', 'shows and changes the config']],
  },
  { typed: ['complete'], means: [['completion {bash}', 'prints the completions of a shell']] },
  { typed: ['plugin', 'plugins', 'plugin-add'], means: [['install 1.22.5', 'needs no plugin']] },
  {
    typed: ['pkgset', 'pkgenv', 'linkthis'],
    means: [
      ['use 1.22.5', 'chooses a Go; modules need no package sets'],
      ['config set gobin-per-version on', 'keeps the programs of each Go apart'],
    ],
  },
  {
    typed: ['link', 'sync', 'migrate'],
    means: [['use -g system', "hands over to the system's Go; gv adopts no toolchain of others"]],
  },
  {
    typed: ['cross', 'crosscompile'],
    means: [
      ['exec {go build}', 'builds for every system with GOOS and GOARCH set: nothing is to be installed'],
    ],
  },
  {
    typed: ['trust', 'untrust'],
    means: [['explain', 'says which file decides: nothing of a project is ever run']],
  },
  { typed: ['tasks', 'task'], means: [RUN] },
  { typed: ['edit', 'tools', 'registry', 'backends'], means: [['use 1.22.5', HERE[1]]] },
  {
    typed: [
      'tip',
      'gotip',
      'master',
      'install tip',
      'install gotip',
      'install master',
      'use tip',
      'use master',
    ],
    means: [
      [
        'install latest',
        'fetches the newest release: gv knows releases only, and golang.org/dl/gotip builds tip',
      ],
    ],
  },
  { typed: ['applymod', 'mod'], means: [['use mod', 'chooses the release that go.mod or go.work asks for']] },
];

/** Names of Go that other tools expect before the version. */
export const TOOL_NAMES: readonly string[] = ['go', 'golang'];
