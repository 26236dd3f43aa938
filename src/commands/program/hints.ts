import { parseQuery } from '../../core/choice/query.ts';
import { likelyWords } from '../../core/text/typos.ts';
import { hasCode } from '../../errors.ts';
import { COMMANDS, commandNamed } from '../table.ts';
import { HABITS, TOOL_NAMES, type Habit } from './habits.ts';
import { ownLine } from './own-line.ts';

/** gv's words for a command line of another tool; undefined where no known tool has it. */
export function hintOfHabit(first: string, rest: readonly string[]): string | undefined {
  const found = HABITS.flatMap((habit) => habit.typed.map((typed) => ({ habit, pattern: typed.split(' ') })))
    .filter(({ pattern: [word, ...more] }) => word === first && more.every((part) => rest.includes(part)))
    .toSorted((a, b) => b.pattern.length - a.pattern.length)[0];
  // Patterns of one word are for words that are not commands of gv.
  if (found === undefined || (found.pattern.length === 1 && commandNamed(first) !== undefined))
    return undefined;
  return linesOf(
    found.habit,
    rest.filter((word) => !found.pattern.includes(word)),
  );
}

function linesOf({ means }: Habit, args: readonly string[]): string | undefined {
  const lines = means.flatMap(([words, does]) => {
    const line = ownLine(words, args);
    return line === undefined ? [] : [`${line} ${does}`];
  });
  return lines.length === 0 ? undefined : `${lines.join('; ')}.`;
}

/** The hint for `gv install golang 1.22.5`: gv takes no name of a tool. */
export function hintOfToolName(first: string, rest: readonly string[]): string | undefined {
  if (!TOOL_NAMES.includes(rest[0] ?? '')) return undefined;
  return `gv is for Go only: ${ownLine(`${first} {}`, rest.slice(1)) ?? 'gv --help lists the commands.'}`;
}

/** The commands that have an option which `first` does not have; undefined where none has it. */
export function hintOfOption(first: string, flag: string): string | undefined {
  const owners = COMMANDS.filter(
    ({ name, options }) => name !== first && options.some(({ flags }) => flags.split(/[ ,]+/).includes(flag)),
  );
  if (owners.length === 0) return undefined;
  return `${flag} belongs to ${owners.map(({ name }) => `gv ${name}`).join(', ')}; gv help ${first} shows what gv ${first} takes.`;
}

/** The meaning of a first word that is not a command: a version, Go itself, or a mistyped word. */
export function hintOfWord(first: string, rest: readonly string[]): string | undefined {
  if (TOOL_NAMES.includes(first))
    return `Type it without gv; ${ownLine('exec {}', [first, ...rest]) ?? ''} does the same.`;
  if (isQuery(first)) return hintOfQuery(first, rest);
  const known = COMMANDS.flatMap(({ name, aliases }) => [name, ...aliases]);
  const [own] = likelyWords(first, known);
  const foreign = HABITS.flatMap(({ typed }) => typed).filter((typed) => !typed.includes(' '));
  const [word] = likelyWords(first, [...known, ...foreign]);
  if (own !== undefined && (word === own || word === undefined))
    return `Did you mean: ${ownLine(`${own} {}`, rest) ?? own}`;
  return word === undefined ? undefined : hintOfHabit(word, rest);
}

function hintOfQuery(query: string, rest: readonly string[]): string | undefined {
  if (rest.length > 0) return `${ownLine('exec {}', [query, '--', ...rest]) ?? ''} runs that with this Go.`;
  return linesOf({ typed: [], means: [CHOOSE, FETCH] }, [query]);
}

const CHOOSE = ['use {}', 'chooses it for this directory'] as const;
const FETCH = ['install {}', 'only fetches it'] as const;

function isQuery(word: string): boolean {
  try {
    return parseQuery(word).kind !== 'mod';
  } catch (error) {
    if (hasCode(error, 'bad-query')) return false;
    throw error;
  }
}
