import { chosenRelease } from './shown.ts';
import type { State } from './state.ts';
import { commandOf, type Verb } from './task.ts';
import { sourceOf } from './wish.ts';

export interface MenuItem {
  readonly verb: Verb;
  readonly text: string;
  readonly command: string;
}

/** The actions for the chosen release, the likeliest first. */
export function menuOf(state: State): readonly MenuItem[] {
  const row = chosenRelease(state);
  if (row === undefined) return [];
  const item = (verb: Verb, text: string): MenuItem => {
    return { verb, text, command: commandOf({ verb, subject: row.label, ...sourceOf(row) }) };
  };
  const choose = [item('use', 'use in this directory'), item('use-global', 'use as the global version')];
  if (row.installed === undefined) return [item('install', 'install'), ...choose];
  return [...choose, item('verify', 'check the installed files'), item('uninstall', 'uninstall')];
}
