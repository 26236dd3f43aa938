import { bytesText } from '../../report/page/quantities.ts';
import type { Row } from './catalog.ts';
import type { State } from './state.ts';
import { commandOf, type Request } from './task.ts';

/** The question before something is changed or removed: the question itself, the change, and the command that would do the same. */
export function questionOf(state: State, requests: readonly Request[]): readonly string[] {
  const commands = requests.map((request) => `$ ${commandOf(request)}`);
  return [...asked(state, requests), '', ...commands];
}

function asked(state: State, requests: readonly Request[]): readonly string[] {
  const [first] = requests;
  switch (first?.verb) {
    case 'uninstall':
      return removal(state, requests);
    case 'use':
      return [`Use go ${first.subject} in this directory?`, ...pinChange(state, first.subject)];
    case 'use-global':
      return [`Use go ${first.subject} as the global version?`, ...globalChange(state, first.subject)];
    case 'use-mod':
      return [
        'Use the version that go.mod or go.work asks for?',
        ...pinChange(state, 'the newest patch of that version'),
      ];
    case 'install':
    case 'verify':
    case 'upgrade':
    case undefined:
      return [];
  }
}

function removal({ sizes, catalog }: State, requests: readonly Request[]): readonly string[] {
  const names = requests.map(({ subject }) => subject).join(', ');
  const weights = requests.map(({ subject }) => sizes.get(subject));
  const bytes = weights.reduce<number>((sum, weight) => sum + (weight ?? 0), 0);
  const freed = weights.includes(undefined) ? 'counting the bytes' : `frees ${bytesText(bytes)}`;
  const used = requests
    .filter(({ force }) => force === true)
    .map(({ subject }) => usedText(catalog.rows.find(({ label }) => label === subject)));
  return [`Uninstall go ${names}?`, freed, ...used];
}

function usedText(row: Row | undefined): string {
  const uses = [
    ...(row?.installed?.here === true ? ['used here'] : []),
    ...(row?.installed?.global === true ? ['the global version'] : []),
  ];
  return `go ${row?.label ?? ''} is ${uses.join(' and ')}`;
}

function pinChange({ here }: State, after: string): readonly string[] {
  if (here === undefined) return [];
  return [`file    ${here.pinFile}`, `before  ${here.pinSays ?? '(no pin)'}`, `after   ${after}`];
}

function globalChange({ catalog }: State, after: string): readonly string[] {
  const now = catalog.rows.find(({ installed }) => installed?.global === true);
  return [`before  ${now?.label ?? '(none)'}`, `after   ${after}`];
}
