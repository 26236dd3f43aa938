import type { CommandSpec } from '../spec.ts';
import { INTERACTIVE, KEYRING, SOURCE } from './options.ts';

/** Commands about the Go of this directory. */
export const HERE: readonly CommandSpec[] = [
  {
    name: 'use',
    aliases: [],
    args: '[query]',
    summary:
      'choose the Go of this directory (with -g everywhere, with -s in this shell), installing it first if needed',
    details: 'Without a query: makes ready what this directory asks for, and says what that is.',
    options: [
      { flags: '-g, --global', meaning: 'the default wherever nothing else is asked' },
      { flags: '-s, --shell', meaning: 'in this shell only' },
      { flags: '--track', meaning: 'write the line (1.22) instead of the exact release' },
      { flags: '--unset', meaning: 'take the choice back' },
      INTERACTIVE,
      SOURCE,
      KEYRING,
    ],
    examples: ['gv use 1.22.5', 'gv use -g latest', 'gv use -s 1.21', 'gv use -i'],
    load: () => import('../use.ts'),
  },
  {
    name: 'current',
    aliases: [],
    args: '',
    summary: 'the version that answers here',
    options: [],
    examples: ['gv current', 'gv current --json'],
    load: () => import('../current.ts'),
  },
  {
    name: 'explain',
    aliases: ['why'],
    args: '',
    summary: 'which Go runs here, and why: pins, go.mod, GOTOOLCHAIN, in the order that counts',
    details: 'Asks no server and runs no go.\nExit 1 when no Go would run.',
    options: [],
    examples: ['gv explain', 'gv why --json'],
    load: () => import('../explain.ts'),
  },
  {
    name: 'which',
    aliases: [],
    args: '[tool]',
    summary: 'the file that runs when you type go (or another tool) here',
    options: [],
    examples: ['gv which', 'gv which gofmt'],
    load: () => import('../which.ts'),
  },
  {
    name: 'where',
    aliases: [],
    args: '[version]',
    summary: 'the GOROOT of the version that answers here, or of an installed one',
    options: [],
    examples: ['gv where', 'gv where 1.22.5'],
    load: () => import('../where.ts'),
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
    load: () => import('../exec.ts'),
  },
];
