import type { CommandSpec, OptionSpec } from '../parts/spec.ts';

/** The options of `gv doctor net`. */
const NET_OPTIONS: readonly OptionSpec[] = [
  { flags: '--vcs', meaning: 'net: the road to the repository too, and who signs in' },
  { flags: '--idle <seconds>', meaning: 'net: how long a server keeps a connection (at most 120)' },
  { flags: '--throughput', meaning: "net: read up to 16 MiB of the module's zip" },
  {
    flags: '--compare <setting>',
    meaning: 'net: the chain again with NAME=VALUE changed; test: variants such as race,vet=off,1.26',
    repeats: true,
  },
  { flags: '--no-go', meaning: 'net: run no go command' },
  { flags: '--whole-chain', meaning: "net: entries that do not answer too in go's own run" },
];

/** The options of `gv doctor machine`. */
const MACHINE_OPTIONS: readonly OptionSpec[] = [
  {
    flags: '--place <directory>',
    meaning: 'machine: another place to measure; may stand several times',
    repeats: true,
  },
  { flags: '--no-probe', meaning: 'machine: read only, and make no files' },
  {
    flags: '--write <directory>',
    meaning: 'machine: files of settings for an administrator; none is put in force',
  },
];

/** The options of `gv doctor test`. */
const TEST_OPTIONS: readonly OptionSpec[] = [
  { flags: '--cold', meaning: 'test: with an empty build cache, removed at the end' },
  { flags: '-n, --rounds <n>', meaning: 'test: measured rounds of --compare (default: 6)' },
];

/** Commands that tie gv to shells and tools. */
export const SHELLS: readonly CommandSpec[] = [
  {
    name: 'init',
    aliases: ['activate'],
    args: '<shell>',
    summary: 'print the code that sets gv up in a shell or in direnv',
    details:
      'The shims come first on PATH. In bash, zsh and fish a hook before each prompt keeps them first and tells when ' +
      'another Go answers.\n' +
      'With --direct the bin of the chosen toolchain comes first, which saves the millisecond of a shim. The prompt then ' +
      'chooses: make in another directory and GV_VERSION=1.22 before a command run the same Go; a removed toolchain is ' +
      'noticed at the next prompt; scripts find the toolchain only when they inherit PATH. ' +
      'The config keys auto-install, toolchain-policy and gobin-per-version have no effect, as only a shim reads them.',
    options: [
      { flags: '--direct', meaning: 'the toolchain itself first on PATH, without a shim (bash, zsh, fish)' },
    ],
    examples: [
      'eval "$(gv init bash)"',
      'gv init fish | source',
      'eval "$(gv init zsh --direct)"',
      'gv init direnv >~/.config/direnv/lib/gv.sh',
    ],
    load: () => import('./init.ts'),
  },
  {
    name: 'completion',
    aliases: ['completions'],
    args: '<shell>',
    summary: 'print the completions for a shell (bash, zsh, fish)',
    details:
      'install.sh and the hooks set completions up already. This is for users who keep such files themselves; ' +
      'print the file again after an update of gv.',
    options: [],
    examples: [
      'gv completion bash >~/.local/share/bash-completion/completions/gv',
      'gv completion zsh >~/.zfunc/_gv',
      'gv completion fish >~/.config/fish/completions/gv.fish',
    ],
    load: () => import('./completion.ts'),
  },
  {
    name: 'rehash',
    aliases: ['reshim'],
    args: '',
    summary: 'put shims, links and aliases in order, and mend leftovers',
    options: [],
    examples: ['gv rehash', 'gv rehash --json'],
    writes: true,
    load: () => import('./rehash.ts'),
  },
  {
    name: 'doctor',
    aliases: [],
    args: '[section...]',
    summary: 'check gv and what surrounds Go; each finding with its cure',
    details: [
      'Sections: install (gv itself), env (PATH, go settings, programs of go install, editors), modules, net, machine, all. Without one: install env.',
      'env reads files only; it shows each go setting that differs from its default, its place, and what becomes of it.',
      'modules looks at go.mod, go.sum, the module cache and go.work, here or in the directory behind it (./x), with the go that runs there. ' +
        'No server is asked unless --online says so, and nothing is written.',
      'net measures why go get is slow or stuck: each module proxy of GOPROXY phase by phase, the checksum database, names, and ' +
        "go's own run. It takes MODULE, MODULE@VERSION or a URL; a module of GOPRIVATE is named to no module proxy.",
      'machine makes small files where Go keeps its own, for 0.8 s a filesystem, and removes them; it reads how many processors and how ' +
        'much memory Go may use here, and what Go takes. Only what was measured is called slow.',
      'test PACKAGES -- FLAGS runs your tests, with -count=1 and then without, and tells where the time goes: build, vet, link, run, ' +
        'which results are reused and why not. It stands alone; without packages: ./...',
      'Exit 1 when there is a problem; --strict: advice too.',
    ].join('\n'),
    options: [
      { flags: '--fix', meaning: 'mend what gv can mend by itself' },
      { flags: '--online', meaning: 'ask the official hosts too; modules: whom go asks' },
      { flags: '--graph', meaning: 'modules: circles of modules that require each other' },
      {
        flags: '--editors',
        meaning: 'env: look at running gopls and its like too, and the Go that they run',
      },
      { flags: '--strict', meaning: 'exit 1 for advice too' },
      { flags: '--format <report>', meaning: 'github (annotations), gitlab (code quality) or junit' },
      {
        flags: '--timeout <seconds>',
        meaning:
          'stop what takes longer, and say what was left out (5; machine: 15; modules, net: 60; test: 600)',
      },
      ...NET_OPTIONS,
      ...MACHINE_OPTIONS,
      ...TEST_OPTIONS,
    ],
    examples: [
      'gv doctor',
      'gv doctor --fix',
      'gv doctor --strict --format github',
      'gv doctor modules --online',
      'gv doctor net golang.org/x/text@v0.14.0',
      'gv doctor machine',
      'gv doctor test ./... --compare race,vet=off',
    ],
    writes: (options) => options.flag('fix'),
    load: () => import('./doctor.ts'),
  },
];
