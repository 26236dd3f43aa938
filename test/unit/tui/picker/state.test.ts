import { describe, expect, it } from 'vitest';
import {
  choiceAt,
  picked,
  pickPressed,
  pickState,
  shownChoices,
  type PickState,
} from '../../../../src/tui/picker/state.ts';

const CHOICES = ['1.27.3', '1.27.2', '1.26.5', '1.26.4'].map((value) => ({ value, note: '' }));

function press(state: PickState, ...keys: readonly string[]): PickState {
  return keys.reduce((now, key) => pickPressed(now, key, key.length === 1 ? key : ''), state);
}

const one = pickState({ choices: CHOICES, multiple: false });
const many = pickState({ choices: CHOICES, multiple: true });

describe('picking one', () => {
  it.each([
    [['enter'], ['1.27.3']],
    [['down', 'enter'], ['1.27.2']],
    [['up', 'enter'], ['1.27.3']],
    [['pagedown', 'down', 'enter'], ['1.26.4']],
    [['6', 'enter'], ['1.26.5']],
    [['6', 'down', 'enter'], ['1.26.4']],
    [['6', '9', 'backspace', 'backspace', 'enter'], ['1.27.3']],
    [['space', 'down', 'enter'], ['1.27.2']],
  ])('%j gives %j', (keys, values) => {
    const state = press(one, ...keys);
    expect(state.end).toBe('chosen');
    expect(picked(state)).toEqual(values);
  });

  it('cannot end with nothing to choose', () => {
    expect(press(one, '9', '9', 'enter').end).toBeUndefined();
  });

  it.each(['esc', 'ctrl+c'])('%s leaves', (key) => {
    expect(press(one, key).end).toBe('left');
  });

  it('filters by what a version can contain, and by letters that mean other things on the screen', () => {
    expect(press(one, '$', '/', ' ').text).toBe('');
    expect(press(one, 'r', 'c', 'j').text).toBe('rcj');
    expect(shownChoices(press(one, '.', '2'))).toHaveLength(4);
  });
});

describe('picking several', () => {
  it('gives what is marked, in the order of the list, also when the filter hides it', () => {
    const state = press(many, 'down', 'down', 'space', 'up', 'up', 'space', '7', 'enter');
    expect(picked(state)).toEqual(['1.27.2', '1.26.5']);
  });

  it('takes a mark back, and goes on to the next', () => {
    const state = press(many, 'space', 'up', 'space');
    expect(state.marked.size).toBe(0);
    expect(choiceAt(state)?.value).toBe('1.27.2');
  });
});
