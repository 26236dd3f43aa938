import { INTERACTIVE, KEYRING, SOURCE } from '../parts/options.ts';
import type { CommandSpec } from '../parts/spec.ts';

/** Commands about the Go of this directory. */
export const HERE: readonly CommandSpec[] = [
  {
    name: 'use',
    aliases: [],
    args: '[query]',
    summary: 'choose the Go of this directory (-g: global, -s: this shell)',
    details:
      'A missing release is installed. Without a query: installs the versions that this directory requests, and names the Go that answers.',
    options: [
      { flags: '-g, --global', meaning: 'choose the global version' },
      { flags: '-s, --shell', meaning: 'choose for this shell only' },
      { flags: '--track', meaning: 'write the line (1.22) instead of the exact release' },
      { flags: '--unset', meaning: 'take the choice back' },
      INTERACTIVE,
      SOURCE,
      KEYRING,
    ],
    examples: ['gv use 1.22.5', 'gv use -g latest', 'gv use -s 1.21', 'gv use -i'],
    writes: true,
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
    name: 'explain',
    aliases: ['why'],
    args: '',
    summary: 'which Go runs here, and why',
    details:
      'Pins, go.mod and GOTOOLCHAIN, in the order that counts. Asks no server and runs no go.\nExit 1 when no Go would run.',
    options: [],
    examples: ['gv explain', 'gv why --json'],
    load: () => import('./explain.ts'),
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
    summary: 'the GOROOT of the version that answers here, or of another',
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
    name: 'env',
    aliases: [],
    args: '[version]',
    summary: 'print what puts gv first on PATH, for scripts, CI and services',
    details:
      'A version is chosen with GV_VERSION; without a version, the pins choose.\n' +
      'mod chooses the newest patch of the oldest installed line that go.mod or go.work accepts.\n' +
      'eval does not fail when gv does; a script that must stop then: text=$(gv env 1.22) && eval "$text"',
    options: [
      { flags: '--shell <shell>', meaning: 'sh (the default), bash, zsh, fish, direnv or powershell' },
      {
        flags: '--format <format>',
        meaning:
          'a shell, github, dotenv (GitLab), docker, systemd, environment.d, profile, cron, vscode or json',
      },
      { flags: '--goroot', meaning: "export GOROOT, and put the toolchain's own bin directory first" },
      { flags: '--gobin', meaning: 'add the directory into which go install puts programs' },
      {
        flags: '--caches <directory>',
        meaning: 'set GOCACHE and GOMODCACHE to build and mod in this directory',
      },
      {
        flags: '--write <file>',
        meaning: 'put the lines of the format into a file, and change nothing else in it',
      },
      {
        flags: '--check <file>',
        meaning: 'compare a file with the lines of the format; exit 1 when they differ',
      },
      {
        flags: '--github',
        meaning: 'set up later steps of GitHub Actions (GITHUB_PATH, GITHUB_ENV) and print nothing',
      },
    ],
    examples: [
      'eval "$(gv env)"',
      'eval "$(gv env 1.22)"',
      'gv env --shell fish | source',
      'gv env --github --gobin 1.22',
      'gv env --format environment.d --write ~/.config/environment.d/10-gv.conf',
    ],
    load: () => import('./env.ts'),
  },
];
