import type { Key } from 'ink';
import { describe, expect, it } from 'vitest';
import { pressesOf } from '../../../../src/tui/run/key-name.ts';

const NONE: Key = {
  upArrow: false,
  downArrow: false,
  leftArrow: false,
  rightArrow: false,
  pageDown: false,
  pageUp: false,
  home: false,
  end: false,
  return: false,
  escape: false,
  ctrl: false,
  shift: false,
  tab: false,
  backspace: false,
  delete: false,
  meta: false,
  super: false,
  hyper: false,
  capsLock: false,
  numLock: false,
};

function keysIn(input: string, key: Partial<Key> = {}): readonly string[] {
  return pressesOf(input, { ...NONE, ...key }).map((press) => press.key);
}

describe('what a terminal sends', () => {
  it.each([
    ['j', {}, ['j']],
    ['', { upArrow: true }, ['up']],
    ['c', { ctrl: true }, ['ctrl+c']],
    // Typed fast, or over a slow line.
    ['/1.2\r', {}, ['/', '1', '.', '2', 'enter']],
    ['x\u001aq', {}, ['x', 'ctrl+z', 'q']],
    ['/', { meta: true }, ['esc', '/']],
    ['', { meta: true, escape: true }, ['esc']],
  ])('%j (%j) is the keys %j', (input, key, names) => {
    expect(keysIn(input, key)).toEqual(names);
  });

  it.each(['[?62;22c', '[99~', '[1;5P', 'O2P'])('%j, of a sequence that nobody knows, is no key', (input) => {
    expect(keysIn(input)).toEqual([]);
  });
});
