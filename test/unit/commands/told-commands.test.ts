import { describe, expect, it } from 'vitest';
import { GLOBAL_OPTIONS } from '../../../src/commands/parts/options.ts';
import type { CommandSpec } from '../../../src/commands/parts/spec.ts';
import { commandNamed } from '../../../src/commands/table.ts';
import { FILLED, nodesOf, parsedSources, textsOf } from '../../support/syntax.ts';

/** What follows `gv` where a sentence is about gv: none of these is a command. A sentence with another word brings it here. */
const SENTENCE = new Set(
  'a alone again and before by can cannot did first from have in is itself may of on signed that to up was which with'.split(
    ' ',
  ),
);

/** Also what gv does, such as `needs`, unless a command is called that but for its last letter. */
function isSentence(word: string): boolean {
  return SENTENCE.has(word) || (/^[a-z]+s$/.test(word) && commandNamed(word.slice(0, -1)) === undefined);
}

/** A command that a text tells, up to where the sentence goes on. */
const COMMAND = /(?<![\w./$-])gv((?: +[^\s;,()|"]+)*)/g;

function optionsOf(spec: CommandSpec | undefined): ReadonlySet<string> {
  const all = [...(spec?.options ?? []), ...GLOBAL_OPTIONS];
  return new Set(['--help', ...all.flatMap(({ flags }) => flags.split(/[ ,]+/))]);
}

/** The words that must come first after a command, where its arguments begin with a closed set. */
function wordsOf({ args }: CommandSpec): readonly string[] | undefined {
  return /^[[<]([a-z]+(?:\|[a-z]+)+)[\]>]/.exec(args)?.[1]?.split('|');
}

/** What is wrong with the commands that a text tells; nothing where they all exist. */
function problemsIn(text: string): readonly string[] {
  return [...text.matchAll(COMMAND)].flatMap(([, rest = '']) => {
    const [verb, ...words] = rest
      .trim()
      .split(/ +/)
      .map((word) => word.replace(/[.:?!]+$/, ''));
    if (verb === undefined || verb === '' || verb === FILLED || isSentence(verb)) return [];
    if (verb === '<command>' || verb === '--help' || verb === '--version' || verb === '--verbose') return [];
    const spec = commandNamed(verb === 'help' ? (words[0] ?? '') : verb);
    if (verb === 'help')
      return spec === undefined && !['<command>', FILLED].includes(words[0] ?? '')
        ? [`gv help ${words[0]}`]
        : [];
    if (spec === undefined) return [`gv ${verb}`];
    const known = optionsOf(spec);
    const own = spec.passThrough === true ? [] : words;
    const options = own.filter((word) => /^--?[a-z]/.test(word) && !known.has(word.replace(/=.*/, '')));
    const first = words.find((word) => !word.startsWith('-'));
    const among = wordsOf(spec);
    const isOther = among !== undefined && first !== undefined && first !== FILLED && !among.includes(first);
    const wrongFirst = isOther && !isSentence(first) ? [`gv ${verb} ${first}`] : [];
    return [...options.map((option) => `gv ${verb} ${option}`), ...wrongFirst];
  });
}

describe('a command that gv tells somebody to type', () => {
  const texts = parsedSources().flatMap(({ path, nodes }) => textsOf(nodes).map((text) => ({ path, text })));

  it('exists, with its options: in hints, cures, messages and help', () => {
    const wrong = texts.flatMap(({ path, text }) =>
      problemsIn(text).map((problem) => `${path}: ${problem}: ${text}`),
    );
    expect(wrong).toEqual([]);
  });

  it('is found where it is told', () => {
    const telling = texts.filter(({ text }) => /\bgv (?:install|use|list|config)\b/.test(text));
    expect(telling.length).toBeGreaterThan(50);
  });
});

describe('the reader of commands', () => {
  it.each([
    ['gv isntall 1.22', ['gv isntall']],
    ['Run gv list --remotes once.', ['gv list --remotes']],
    ['gv list shows them; gv ls-remoet shows more', ['gv ls-remoet']],
    ['"gv usee", or eval "$(gv inti bash)"', ['gv usee', 'gv inti']],
    ['gv help instal', ['gv help instal']],
    ['gv config geet keyring', ['gv config geet']],
    ['gv key renew', ['gv key renew']],
    ['GOPROXY=x gv instal 1', ['gv instal']],
    ['gv lists', ['gv lists']],
    ['gv use -x 1.22, or gv use -g 1.22', ['gv use -x']],
    ['gv which does not exist', []],
    ['gv exec 1.22 go test -run X', []],
    ['This gv is too old for gv; see /opt/gv and $gv x', []],
    ['gv config set toolchain-policy path, or go env -u GOTOOLCHAIN', []],
  ])('finds in %j: %j', (text, problems) => {
    expect(problemsIn(text)).toEqual(problems);
  });

  it('sees literals, templates and the text of a screen, and no comments', () => {
    const source = '// gv a\nconst a = \'gv b\'; const c = `gv ${a} d`; const e = <A b="gv f">gv g</A>;';
    expect(textsOf(nodesOf(source, 'tsx'))).toEqual(
      expect.arrayContaining(['gv b', 'gv {} d', 'gv f', 'gv g']),
    );
    expect(textsOf(nodesOf(source, 'tsx'))).toHaveLength(4);
  });
});
