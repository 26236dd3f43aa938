import { KEYRING, SOURCE } from '../parts/options.ts';
import type { CommandSpec, OptionSpec } from '../parts/spec.ts';

const VERSIONS: OptionSpec = {
  flags: '-v, --go <list>',
  meaning: 'versions with commas between them, such as min,1.25,stable (min: the go line of go.mod)',
};
const INSTALL: OptionSpec = { flags: '--install', meaning: 'install the missing versions first' };

/** Commands that run one thing with several toolchains. */
export const COMPARE: readonly CommandSpec[] = [
  {
    name: 'matrix',
    aliases: [],
    args: '[command...]',
    summary: 'run a command with several Go versions, and show a table',
    details:
      'Each command runs as by gv exec --exact. Without -v: the newest patch of the two newest installed lines, and the Go of this directory.\n' +
      'Exit 0 where all that ran were ok, 1 where some failed, 3 where a version is not installed. A version that go.mod forbids is "not possible", which is no failure.',
    options: [
      VERSIONS,
      {
        flags: '-j, --jobs <n>',
        meaning: 'run so many at a time (default: 1, so that the times can be compared)',
      },
      { flags: '--fail-fast', meaning: 'end the others when one fails' },
      INSTALL,
      { flags: '--isolate', meaning: 'give each an empty build cache of its own, removed at the end' },
      { flags: '--out <directory>', meaning: 'keep the output of each in VERSION.log, up to 64 MiB' },
      { flags: '--stall <seconds>', meaning: 'tell of a command that is silent for so long (default: 600)' },
      {
        flags: '--print <system>',
        meaning: 'run nothing, and print the versions for github (fromJSON) or gitlab (parallel: matrix)',
      },
      SOURCE,
      KEYRING,
    ],
    examples: [
      'gv matrix -v min,oldstable,stable -- go test ./...',
      'gv matrix --jobs 2 --out logs -- go vet ./...',
      'gv matrix -v min,stable --print github',
    ],
    passThrough: true,
    writes: (options) => options.flag('install'),
    load: () => import('./matrix.ts'),
  },
  {
    name: 'bench',
    aliases: [],
    args: '[command...]',
    summary: 'measure a command with several Go versions',
    details:
      'The versions take turns, round by round, and the test programs of go test -bench are built once for each. A difference is told where ' +
      'chance makes one as great in less than one of twenty runs (Mann–Whitney, as benchstat, corrected for the number of benchmarks).\n' +
      'A command that prints no benchmarks is measured as a whole. Where nothing was measured, gv bench ends with 1. One version named twice shows the noise of this machine.',
    options: [
      VERSIONS,
      { flags: '-n, --rounds <n>', meaning: 'measured rounds (default: 6)' },
      { flags: '--warm-up <n>', meaning: 'rounds before them that do not count (default: 1)' },
      { flags: '--cpus <list>', meaning: 'run on these processors only, such as 0 or 2-3' },
      {
        flags: '--env <setting>',
        meaning: 'measure each version also with NAME=VALUE; may be repeated',
        repeats: true,
      },
      INSTALL,
      { flags: '--out <directory>', meaning: 'write the result lines to VERSION.txt, for benchstat' },
      SOURCE,
      KEYRING,
    ],
    examples: [
      'gv bench -v oldstable,stable -- go test -bench . ./...',
      'gv bench -v 1.26,1.27 -- go build ./...',
    ],
    passThrough: true,
    writes: (options) => options.flag('install'),
    load: () => import('./bench.ts'),
  },
];
