import { describe, expect, it } from 'vitest';
import { whyItStays, whyItSwitches, type Named } from '../../../../src/core/go/switching-words.ts';
import type { StayReason } from '../../../../src/core/go/switching.ts';

const NAMED: Named = { own: '1.24.9', gotoolchain: 'go1.24.9+auto', file: '/p/go.mod', floor: '1.22' };

describe('why a toolchain goes on', () => {
  const REASONS: Readonly<Record<StayReason, string>> = {
    old: 'a go command before 1.21 never switches toolchains',
    modules: 'modules are off (GO111MODULE), so neither go.work nor go.mod counts',
    unset: 'GOTOOLCHAIN is empty, in go.env too, so the go command does not switch',
    local: 'GOTOOLCHAIN=local forbids the go command to switch',
    named: 'GOTOOLCHAIN=go1.24.9+auto names this very toolchain',
    default: '/p/go.mod says "toolchain default", so the go command does not switch',
    met: '1.24.9 is enough for /p/go.mod, which asks for 1.22',
    free: '/p/go.mod asks for no version',
  };
  it.each(Object.entries(REASONS) as [StayReason, string][])('%s: %s', (by, words) => {
    expect(whyItStays(by, NAMED)).toBe(words);
  });

  it('leaves out what is not there', () => {
    expect(whyItStays('met', { ...NAMED, floor: '' })).toBe('1.24.9 is enough for /p/go.mod');
    expect(whyItStays('free', { ...NAMED, file: '' })).toBe('no go.work or go.mod asks for more');
  });
});

describe('why another toolchain takes over', () => {
  it('names the variable, or the line with its number', () => {
    expect(whyItSwitches('go1.27.0', { rule: 'gotoolchain' }, { ...NAMED, gotoolchain: 'go1.27.0' })).toBe(
      'GOTOOLCHAIN=go1.27.0 asks for go1.27.0',
    );
    expect(whyItSwitches('go1.27.0', { rule: 'toolchain', line: 3 }, { ...NAMED, gotoolchain: 'auto' })).toBe(
      'the toolchain line in /p/go.mod:3 asks for go1.27.0, and GOTOOLCHAIN=auto lets the go command switch',
    );
  });
});
