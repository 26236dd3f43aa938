import { describe, expect, it } from 'vitest';
import { findManagers, linesOf, MANAGERS } from '../../../../src/core/settings/managers.ts';

const line = (text: string) => ({ file: '/h/.bashrc', line: 3, text });

describe('other managers', () => {
  it.each([
    ['goenv', '/h/.goenv/shims', 'eval "$(goenv init -)"'],
    ['gvm', '/h/.gvm/gos/go1.22/bin', '[[ -s "/h/.gvm/scripts/gvm" ]] && source "/h/.gvm/scripts/gvm"'],
    ['asdf', '/h/.asdf/shims', '. "$HOME/.asdf/asdf.sh"'],
    ['mise', '/h/.local/share/mise/shims/', 'eval "$(mise activate bash)"'],
    ['gobrew', '/h/.gobrew/current/bin', 'export PATH="$HOME/.gobrew/current/bin:$HOME/.gobrew/bin:$PATH"'],
    ['g', '/h/.g/go/bin', '[ -s "${HOME}/.g/env" ] && . "${HOME}/.g/env"'],
  ])('%s is found on PATH and in a start-up file', (name, path, text) => {
    expect(findManagers(['/usr/bin', path], [line('# a comment'), line(text)])).toEqual([
      { name, where: [path.replace(/\/$/, ''), '/h/.bashrc:3'] },
    ]);
  });

  it('none is found in a comment, and none in what looks alike', () => {
    const texts = [
      '# eval "$(goenv init -)"',
      'echo mise',
      'export PATH=/opt/bin',
      'export GOENV=off',
      'export PATH="$PATH:$GOPATH/bin"',
      'alias g=git',
    ].map(line);
    expect(findManagers(['/h/go/bin', '/usr/lib/goenvironment/bin', '/h/.gv/shims'], texts)).toEqual([]);
  });
});

/** The lines that the instructions of each manager tell users to put into a start-up file. */
const TOLD: Readonly<Record<string, readonly string[]>> = {
  goenv: [
    'export GOENV_ROOT="$HOME/.goenv"',
    'export PATH="$GOENV_ROOT/bin:$PATH"',
    'eval "$(goenv init -)"',
    'export PATH="$GOROOT/bin:$PATH"',
    'export PATH="$PATH:$GOPATH/bin"',
    'export GOENV_DISABLE_GOPATH=1',
    'if command -v goenv 1>/dev/null 2>&1; then',
    '  eval "$(goenv init -)"',
    'fi',
    'if which goenv > /dev/null; then eval "$(goenv init -)"; fi',
    'set -Ux GOENV_ROOT $HOME/.goenv',
    'set -U fish_user_paths $GOENV_ROOT/bin $fish_user_paths',
    'status --is-interactive; and source (goenv init -|psub)',
    'set -gx PATH $GOROOT/bin $PATH',
  ],
  gvm: [
    '[[ -s "$HOME/.gvm/scripts/gvm" ]] && source "$HOME/.gvm/scripts/gvm"',
    '[[ -s "/opt/gvm/scripts/gvm" ]] && source "/opt/gvm/scripts/gvm"',
    'gvm use go1.22.5 --default',
    'bass source ~/.gvm/scripts/gvm',
  ],
  asdf: [
    '. "$HOME/.asdf/asdf.sh"',
    '. "$HOME/.asdf/completions/asdf.bash"',
    '. $(brew --prefix asdf)/libexec/asdf.sh',
    'export PATH="${ASDF_DATA_DIR:-$HOME/.asdf}/shims:$PATH"',
    '. <(asdf completion bash)',
    'fpath=(${ASDF_DATA_DIR:-$HOME/.asdf}/completions $fpath)',
    '. ~/.asdf/plugins/golang/set-env.zsh',
    'source /opt/asdf-vm/asdf.fish',
    'if test -z $ASDF_DATA_DIR',
    '    set _asdf_shims "$HOME/.asdf/shims"',
    'else',
    '    set _asdf_shims "$ASDF_DATA_DIR/shims"',
    'end',
    'if not contains $_asdf_shims $PATH',
    '    set -gx --prepend PATH $_asdf_shims',
    'end',
    'set --erase _asdf_shims',
  ],
  mise: [
    'eval "$(mise activate bash)"',
    'eval "$(~/.local/bin/mise activate zsh)"',
    '~/.local/bin/mise activate fish | source',
    'export PATH="$HOME/.local/share/mise/shims:$PATH"',
    'fish_add_path ~/.local/share/mise/shims',
    'eval "$("$HOME/.local/bin/mise" activate bash)"',
  ],
  gobrew: [
    'export PATH="$HOME/.gobrew/current/bin:$HOME/.gobrew/bin:$PATH"',
    'export GOROOT="$HOME/.gobrew/current/go"',
    'export GOPATH="$HOME/.gobrew/current/go"',
    'set -gx PATH $HOME/.gobrew/current/bin $HOME/.gobrew/bin $PATH',
  ],
  g: [
    'if [[ -n $(alias g 2>/dev/null) ]]; then',
    '    unalias g',
    'fi',
    '[ -s "${HOME}/.g/env" ] && \\. "${HOME}/.g/env"  # g shell setup',
    'export GOROOT="${HOME}/.g/go"',
    'export PATH="${HOME}/.g/bin:${GOROOT}/bin:${GOPATH}/bin:$PATH"',
    'export G_MIRROR=https://golang.google.cn/dl/',
  ],
};

/** Lines that stay, whoever is taken out. */
const OWN = [
  '# eval "$(goenv init -)"',
  'alias g=git',
  'export GOENV=off',
  'if [ -f ~/.bash_aliases ]; then',
  '  . ~/.bash_aliases',
  'fi',
  'export PATH="$HOME/go/bin:$PATH"',
];

describe('the lines to take out', () => {
  it.each(MANAGERS.map((manager) => [manager.name, manager] as const))(
    'are all those of %s, and no other',
    (name, manager) => {
      const told = TOLD[name] ?? [];
      const lines = [...OWN, ...told, ...OWN].map((text, at) => ({ file: '/h/.zshrc', line: at + 1, text }));
      expect(linesOf(manager, lines).map(({ text }) => text)).toEqual(told);
    },
  );

  it('leave a PATH of a GOPATH that the user chose, and all where the manager is not named', () => {
    const [goenv] = MANAGERS;
    if (goenv === undefined) throw new RangeError();
    const path = 'export PATH="$PATH:$GOPATH/bin"';
    const texts = [
      'export GOPATH=$HOME/mine',
      'eval "$(goenv init -)"',
      path,
      'export PATH="$GOROOT/bin:$PATH"',
    ];
    expect(linesOf(goenv, texts.map(line)).map(({ text }) => text)).toEqual([texts[1], texts[3]]);
    expect(linesOf(goenv, [line(path)])).toEqual([]);
  });
});
