import { describe, expect, it } from 'vitest';
import { findManagers } from '../../../../src/core/settings/managers.ts';

const line = (text: string) => ({ file: '/h/.bashrc', line: 3, text });

describe('other managers', () => {
  it.each([
    ['goenv', '/h/.goenv/shims', 'eval "$(goenv init -)"'],
    ['gvm', '/h/.gvm/gos/go1.22/bin', '[[ -s "/h/.gvm/scripts/gvm" ]] && source "/h/.gvm/scripts/gvm"'],
    ['asdf', '/h/.asdf/shims', '. "$HOME/.asdf/asdf.sh"'],
    ['mise', '/h/.local/share/mise/shims/', 'eval "$(mise activate bash)"'],
    ['g', '/h/.g/go/bin', '[ -s "${HOME}/.g/env" ] && . "${HOME}/.g/env"'],
  ])('%s is found on PATH and in a start-up file', (name, path, text) => {
    expect(findManagers(['/usr/bin', path], [line('# a comment'), line(text)])).toEqual([
      { name, where: [path.replace(/\/$/, ''), '/h/.bashrc:3'] },
    ]);
  });

  it('none is found in a comment, and none in what looks alike', () => {
    const texts = ['# eval "$(goenv init -)"', 'echo mise', 'export PATH=/opt/bin'].map(line);
    expect(findManagers(['/h/go/bin', '/usr/lib/goenvironment/bin', '/h/.gv/shims'], texts)).toEqual([]);
  });
});
