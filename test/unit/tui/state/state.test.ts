import { describe, expect, it } from 'vitest';
import { catalogOf } from '../../../../src/tui/state/catalog.ts';
import { chosenLine, chosenRelease, shownLines, shownReleases } from '../../../../src/tui/state/shown.ts';
import { initialState, type State } from '../../../../src/tui/state/state.ts';
import { commandOf } from '../../../../src/tui/state/task.ts';
import {
  after,
  HERE,
  INSTALLED,
  keys,
  readyState,
  REMOTE,
  remoteRelease,
} from '../../../support/screen-state.ts';

function press(state: State, ...names: readonly string[]): State {
  return after(state, ...keys(...names)).state;
}

const chosen = (state: State): string => `${chosenLine(state)?.line} ${chosenRelease(state)?.label}`;

describe('the cursor', () => {
  it('begins at what this directory uses, whichever is known first', () => {
    expect(chosen(readyState())).toBe('1.27 1.27.2');
    const late = after(
      initialState({ columns: 100, rows: 24 }),
      { type: 'catalog', catalog: catalogOf(REMOTE, INSTALLED) },
      { type: 'here', here: HERE },
    ).state;
    expect(chosen(late)).toBe('1.27 1.27.2');
  });

  it.each([
    [['j'], '1.26 1.26.5'],
    [['down', 'down'], '1.25 1.25.9'],
    [['G'], '1.25 1.25.9'],
    [['g'], '1.28 1.28rc1'],
    [['j', 'k', 'k', 'k', 'k'], '1.28 1.28rc1'],
    [['right', 'k'], '1.27 1.27.3'],
    [['tab', 'G'], '1.27 1.27.1'],
    [['l', 'j', 'h', 'j'], '1.26 1.26.5'],
    [['pagedown'], '1.25 1.25.9'],
  ])('after %j is at %s', (names, where) => {
    expect(chosen(press(readyState(), ...names))).toBe(where);
  });

  it('stays on its release when fresh data has more above it', () => {
    const state = press(readyState(), 'right', 'j');
    const newer = remoteRelease('1.27.4');
    const catalog = catalogOf({ ...REMOTE, releases: [newer, ...REMOTE.releases] }, INSTALLED);
    expect(chosen(after(state, { type: 'catalog', catalog }).state)).toBe(chosen(state));
  });

  it('goes to another release when its own vanishes', () => {
    const state = press(readyState(), 'right', 'j');
    const catalog = catalogOf({ ...REMOTE, releases: REMOTE.releases.slice(1, 3) }, []);
    expect(chosen(after(state, { type: 'catalog', catalog }).state)).toBe('1.27 1.27.3');
  });
});

describe('what is shown', () => {
  const labels = (state: State): readonly string[] => shownReleases(state).map(({ label }) => label);

  it('leaves prereleases out until they are asked for, but not those of a line to come', () => {
    expect(labels(readyState())).toEqual(['1.27.3', '1.27.2', '1.27.1']);
    expect(labels(press(readyState(), 'b'))).toEqual(['1.27.3', '1.27.2', '1.27.1', '1.27rc2']);
    expect(labels(press(readyState(), 'k'))).toEqual(['1.28rc1']);
  });

  it('is filtered while a text is typed, and is whole again after esc', () => {
    const typed = press(readyState(), '/', '1', '.', '2', '6');
    expect(shownLines(typed).map(({ line }) => line)).toEqual(['1.26']);
    expect(labels(press(typed, 'backspace', '5', 'enter'))).toEqual(['1.25.9', '1.25.8']);
    expect(shownLines(press(typed, 'esc')).map(({ line }) => line)).toEqual(['1.28', '1.27', '1.26', '1.25']);
  });

  it('keeps the cursor at what was found by enter, and goes back by esc', () => {
    const found = press(readyState(), '/', ...Array.from('1.26.4'), 'enter', 'esc');
    expect([chosen(found), found.show.text]).toEqual(['1.26 1.26.4', '']);
    expect(chosen(press(readyState(), '/', ...Array.from('1.26.4'), 'esc'))).toBe('1.27 1.27.2');
    expect(chosen(press(readyState(), '/', ...Array.from('1.99'), 'enter', 'esc'))).toBe('1.27 1.27.2');
  });

  it('begins with an empty filter each time', () => {
    const again = press(readyState(), '/', '2', '6', 'enter', '/');
    expect(again.show.text).toBe('');
    expect(shownLines(press(again, '2', '5')).map(({ line }) => line)).toEqual(['1.25']);
  });

  it('takes no filter that cannot match', () => {
    expect(press(readyState(), '/', '$', '\u001b', ' ', '1').show.text).toBe('1');
    expect(press(readyState(), '/', ...Array.from('1.27.3.1.27.3.1.27.3')).show.text).toHaveLength(12);
  });

  it('is all, installed only, supported only, and all again', () => {
    const lines = (state: State): readonly string[] => shownLines(state).map(({ line }) => line);
    expect(labels(press(readyState(), 'o'))).toEqual(['1.27.2']);
    expect(lines(press(readyState(), 'o'))).toEqual(['1.27', '1.26', '1.25']);
    expect(lines(press(readyState(), 'o', 'o'))).toEqual(['1.27', '1.26']);
    expect(lines(press(readyState(), 'o', 'o', 'o'))).toEqual(['1.28', '1.27', '1.26', '1.25']);
  });

  it('is oldest first when asked', () => {
    expect(labels(press(readyState(), 's'))).toEqual(['1.27.1', '1.27.2', '1.27.3']);
  });
});

describe('actions', () => {
  const commands = (state: State): readonly string[] => state.tasks.map(({ request }) => commandOf(request));

  it('installs what is under the cursor at once, and says the command', () => {
    const { state, effects } = after(readyState(), ...keys('right', 'k', 'i'));
    expect(commands(state)).toEqual(['gv install 1.27.3']);
    expect(state.message).toBe('$ gv install 1.27.3');
    expect(effects).toContainEqual({ type: 'run' });
  });

  it('installs all that are marked, but what is there already', () => {
    const state = press(readyState(), 'right', 'g', 'space', 'space', 'space', 'i');
    expect(commands(state)).toEqual(['gv install 1.27.3', 'gv install --source proxy 1.27.1']);
    expect(state.marked.size).toBe(0);
  });

  it('does nothing twice', () => {
    expect(commands(press(readyState(), 'right', 'k', 'i', 'i'))).toEqual(['gv install 1.27.3']);
  });

  it.each([
    [['i'], 'go 1.27.2 is installed already'],
    [['right', 'k', 'd'], 'go 1.27.3 is not installed'],
    [['right', 'k', 'v'], 'go 1.27.3 is not installed'],
    [['j', 'p'], 'go 1.26 needs no upgrade: 1.26.5 is installed'],
    [['x'], 'there is nothing to cancel'],
    [['R'], 'there is nothing to try again'],
  ])('%j says: %s', (names, message) => {
    const state = press(readyState(), ...names);
    expect(state.message).toBe(message);
    expect(state.tasks).toEqual([]);
  });

  it.each([
    [['u'], 'gv use 1.27.2'],
    [['U'], 'gv use -g 1.27.2'],
    [['m'], 'gv use mod'],
    [['d'], 'gv uninstall --force 1.27.2'],
  ])('%j asks before it does %s', (names, command) => {
    const asked = press(readyState(), ...names);
    expect(asked.overlay.kind).toBe('confirm');
    expect(asked.tasks).toEqual([]);
    expect(commands(press(asked, 'n'))).toEqual([]);
    expect(commands(press(asked, 'esc'))).toEqual([]);
    expect(commands(press(asked, 'y'))).toEqual([command]);
  });

  it('upgrades the line under the cursor', () => {
    expect(commands(press(readyState(), 'p'))).toEqual(['gv upgrade 1.27']);
  });

  it('copies the command that does the same', () => {
    expect(after(readyState(), ...keys('right', 'k', 'c')).effects).toContainEqual({
      type: 'copy',
      text: 'gv install 1.27.3',
    });
  });

  it('chooses from the menu of the release, by cursor or by key', () => {
    const menu = press(readyState(), 'right', 'k', 'enter');
    expect(menu.overlay).toEqual({ kind: 'actions', at: 0 });
    expect(commands(press(menu, 'enter'))).toEqual(['gv install 1.27.3']);
    expect(press(menu, 'j', 'enter').overlay.kind).toBe('confirm');
    expect(press(menu, 'u').overlay.kind).toBe('confirm');
    expect(press(menu, 'esc').overlay.kind).toBe('none');
  });
});

describe('leaving', () => {
  it.each([['q'], ['ctrl+c']])('%s leaves at once when nothing is being done', (key) => {
    expect(after(readyState(), ...keys(key)).effects).toContainEqual({ type: 'exit' });
  });

  it('asks while something is being done; twice ctrl+c is an answer', () => {
    const busy = press(readyState(), 'right', 'k', 'i');
    const { state, effects } = after(busy, ...keys('ctrl+c'));
    expect(effects).not.toContainEqual({ type: 'exit' });
    expect(state.overlay.kind).toBe('leave');
    expect(after(state, ...keys('n')).state.overlay.kind).toBe('none');
    expect(after(state, ...keys('ctrl+c')).effects).toContainEqual({ type: 'exit' });
    expect(after(state, ...keys('y')).effects).toContainEqual({ type: 'exit' });
  });
});

describe('ctrl+z', () => {
  it.each([[[]], [['/']], [['?']], [['u']]])(
    'after %j gives the terminal to the shell, and changes nothing',
    (names) => {
      const before = press(readyState(), ...names);
      const { state, effects } = after(before, ...keys('ctrl+z'));
      expect(effects).toEqual([{ type: 'suspend' }]);
      expect(state.overlay).toEqual(before.overlay);
    },
  );
});

describe('help', () => {
  it('scrolls, and goes at any other key without doing what the key means', () => {
    const help = press(readyState(), '?');
    expect(press(help, 'j', 'j').overlay).toEqual({ kind: 'help', top: 2 });
    expect(press(help, 'k').overlay).toEqual({ kind: 'help', top: 0 });
    const { state, effects } = after(help, ...keys('q'));
    expect(state.overlay.kind).toBe('none');
    expect(effects).toEqual([]);
  });
});
