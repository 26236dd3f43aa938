import type { CommandSpec } from '../parts/spec.ts';

/** Commands that tie gv to shells and tools. */
export const SHELLS: readonly CommandSpec[] = [
  {
    name: 'init',
    aliases: ['activate'],
    args: '<shell>',
    summary: 'print what sets gv up in a shell (sh, bash, zsh, fish) or in direnv',
    details: [
      'The shims come first on PATH. In bash, zsh and fish a hook before each prompt keeps them there and tells when',
      'another Go answers.',
      'With --direct the bin of the chosen toolchain itself comes first, which saves the millisecond of a shim. What then',
      'runs is what the prompt chose: make that enters another directory, and GV_VERSION=1.22 before a command, change',
      'nothing; a toolchain that was removed is noticed at the next prompt; scripts see it only as far as they inherit PATH.',
      'The config keys auto-install, toolchain-policy and gobin-per-version have no effect there: only a shim reads them.',
    ].join('\n'),
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
    summary: 'print what completes gv in a shell (bash, zsh, fish)',
    details:
      'install.sh and the hook of gv have set it up already. For those who keep such files themselves;\n' +
      'what a printed file completes does not change when gv does.',
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
    summary: 'make shims, links and aliases say what is installed, and repair interrupted work',
    options: [],
    examples: ['gv rehash', 'gv rehash --json'],
    writes: true,
    load: () => import('./rehash.ts'),
  },
  {
    name: 'doctor',
    aliases: [],
    args: '',
    summary: 'check the installation: PATH, links, leftovers, settings; each finding with its cure',
    details: 'Exit 1 when something was found.',
    options: [
      { flags: '--fix', meaning: 'mend what gv can mend by itself' },
      { flags: '--online', meaning: 'ask the official hosts, too' },
    ],
    examples: ['gv doctor', 'gv doctor --fix'],
    load: () => import('./doctor.ts'),
  },
];
