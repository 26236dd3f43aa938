import type { CommandSpec } from './spec.ts';

const UNPROVEN = {
  flags: '--unproven',
  meaning: 'accept a release whose proofs are missing (never one whose proofs are wrong)',
};
const KEYRING = {
  flags: '--keyring <file>',
  meaning: "also trust the OpenPGP keys in this file, beside Google's",
};

const SOURCE = {
  flags: '--source <source>',
  meaning: 'auto, official (go.dev and its mirrors), or proxy (GOPROXY, proven by the checksum database)',
};

/** Every command once: help, parser, did-you-mean and completions come from here. */
export const COMMANDS: readonly CommandSpec[] = [
  {
    name: 'install',
    aliases: ['i', 'add'],
    args: '[query...]',
    summary: 'fetch, prove and place Go releases',
    details:
      'A query is a release (1.22.5, 1.27rc2), a line (1.22: its newest patch), latest, oldstable, a range such as\n' +
      "'^1.21', mod (what go.mod or go.work asks for), or an archive on this machine (./go1.22.5.linux-amd64.tar.gz).\n" +
      'Without a query: what this directory asks for, or the latest release.',
    options: [
      { flags: '-f, --force', meaning: 'install again what is installed already' },
      { flags: '--sha256 <hex>', meaning: 'digest that a carried archive must have' },
      {
        flags: '--signature <file>',
        meaning: 'detached signature of a carried archive (default: beside it, .asc)',
      },
      SOURCE,
      KEYRING,
      UNPROVEN,
    ],
    examples: ['gv install 1.22.5', 'gv install 1.22 latest', 'gv install ./go1.22.5.linux-amd64.tar.gz'],
    load: () => import('./install.ts'),
  },
  {
    name: 'uninstall',
    aliases: ['rm', 'remove', 'un'],
    args: '<version...>',
    summary: 'remove installed toolchains',
    options: [
      { flags: '-n, --dry-run', meaning: 'only say what would be removed' },
      { flags: '-f, --force', meaning: 'remove it even when it is in use' },
    ],
    examples: ['gv uninstall 1.21.3', 'gv uninstall --dry-run 1.21'],
    load: () => import('./uninstall.ts'),
  },
  {
    name: 'list',
    aliases: ['ls', 'versions'],
    args: '[query]',
    summary: 'show installed toolchains, or with --remote what exists',
    options: [
      { flags: '-r, --remote', meaning: 'what can be installed, by line' },
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
    options: [{ flags: '-a, --all', meaning: 'every release, prereleases too' }],
    examples: ['gv ls-remote', 'gv ls-remote --all 1.22'],
    load: () => import('./ls-remote.ts'),
  },
  {
    name: 'use',
    aliases: [],
    args: '[query]',
    summary: 'choose the Go of this directory (or with -g everywhere), installing it first if needed',
    details: 'Without a query: makes ready what this directory asks for, and says what that is.',
    options: [
      { flags: '-g, --global', meaning: 'the default wherever nothing else is asked' },
      { flags: '--track', meaning: 'write the line (1.22) instead of the exact release' },
      { flags: '--unset', meaning: 'take the choice back' },
      SOURCE,
      KEYRING,
    ],
    examples: ['gv use 1.22.5', 'gv use -g latest'],
    load: () => import('./use.ts'),
  },
  {
    name: 'current',
    aliases: [],
    args: '',
    summary: 'the version that answers here',
    options: [],
    examples: ['gv current', 'gv current --json'],
    load: () => import('./current.ts'),
  },
  {
    name: 'which',
    aliases: [],
    args: '[tool]',
    summary: 'the file that runs when you type go (or another tool) here',
    options: [],
    examples: ['gv which', 'gv which gofmt'],
    load: () => import('./which.ts'),
  },
  {
    name: 'where',
    aliases: [],
    args: '[version]',
    summary: 'the GOROOT of the version that answers here, or of an installed one',
    options: [],
    examples: ['gv where', 'gv where 1.22.5'],
    load: () => import('./where.ts'),
  },
  {
    name: 'exec',
    aliases: ['x', 'run'],
    args: '[query] [command...]',
    summary: 'run a command with a chosen Go',
    details: 'The exit code and signals are those of the command.',
    options: [{ flags: '--exact', meaning: 'forbid the go command to switch to another toolchain' }],
    examples: ['gv exec 1.22 -- go test ./...', 'gv exec --exact 1.21.13 go vet'],
    passThrough: true,
    load: () => import('./exec.ts'),
  },
  {
    name: 'init',
    aliases: ['activate'],
    args: '<shell>',
    summary: 'print what puts gv on PATH in a shell (sh, bash, zsh, fish)',
    options: [],
    examples: ['eval "$(gv init bash)"', 'gv init fish | source'],
    load: () => import('./init.ts'),
  },
  {
    name: 'rehash',
    aliases: ['reshim'],
    args: '',
    summary: 'make shims, links and aliases say what is installed, and repair interrupted work',
    options: [],
    examples: ['gv rehash', 'gv rehash --json'],
    load: () => import('./rehash.ts'),
  },
  {
    name: 'verify',
    aliases: [],
    args: '<file...>',
    summary: 'prove downloaded archives without installing them',
    options: [
      { flags: '--signature <file>', meaning: 'detached signature (default: beside the file, .asc)' },
      { flags: '--sha256 <hex>', meaning: 'digest that the file must have' },
      KEYRING,
    ],
    examples: ['gv verify ./go1.27.0.src.tar.gz', 'gv verify --sha256 HEX ./go1.22.5.linux-amd64.tar.gz'],
    load: () => import('./verify.ts'),
  },
  {
    name: 'key',
    aliases: ['keys'],
    args: '<list|update|import> [file]',
    summary: 'the keys that may sign releases: list, update (fetch the published file), import a file',
    options: [{ flags: '--url <url>', meaning: 'with update: fetch the key file from here' }],
    examples: ['gv key list', 'gv key import linux_signing_key.pub'],
    load: () => import('./key.ts'),
  },
  {
    name: 'config',
    aliases: [],
    args: '<list|get|set|unset> [key] [value]',
    summary: 'preferences',
    options: [],
    examples: ['gv config list', 'gv config set auto-install on'],
    load: () => import('./config.ts'),
  },
];
