import { globSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commentsOf } from '../support/comments.ts';
import { nodesOf, textsOf } from '../support/syntax.ts';

interface Retired {
  readonly pattern: RegExp;
  readonly say: string;
  /** `text`: a string of the program with a blank in it, which may be a message. */
  readonly in: 'comment' | 'text' | 'both';
}

/** Words and turns that a reader had to read twice, or that had two meanings. CONTRIBUTING.md, "Message style", has the rules behind them. */
const RETIRED: readonly Retired[] = [
  {
    pattern: /^(?:It|That|What|Who|Whoever|Nobody|Somebody|Something|Somewhere)\b/,
    say: 'the noun: "The content of …", "The release that …"',
    in: 'comment',
  },
  { pattern: /^(?:It|That)\b/, say: 'the noun', in: 'text' },
  { pattern: /^(?:Unlike|Enough)\b/, say: 'the subject first', in: 'both' },
  { pattern: /(?<!there )\bis none\b/, say: '"is not a …"', in: 'both' },
  {
    pattern: /\b(?:whoever|somebody|nobody|anybody|everybody)\b/i,
    say: 'the noun: the user, the caller, the server, another account',
    in: 'both',
  },
  { pattern: /\bholds? [^.]*\bagainst\b/i, say: '"compares … with"', in: 'both' },
  { pattern: /\bpreferences?\b(?!-)/i, say: "config, which is gv's own", in: 'both' },
  { pattern: /\bthe lock\b/i, say: 'mutex, or package-lock.json', in: 'both' },
  { pattern: /\bthe log\b/, say: 'checksum database', in: 'text' },
  { pattern: /\b(?:please|sorry|simply)\b/i, say: 'nothing', in: 'text' },
  { pattern: /[a-z]!(?:\s|$)/, say: 'no exclamation mark', in: 'text' },
];

const CHECKOUT = join(import.meta.dirname, '..', '..');

const PATHS = globSync('{src,shims,scripts,bench}/**/*', { cwd: CHECKOUT, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(CHECKOUT, join(entry.parentPath, entry.name)).replaceAll(sep, '/'))
  .filter((path) => /(?:\/[^/.]+|\.(?:tsx?|sh|bash|zsh|fish))$/.test(path))
  .toSorted();

interface Finding {
  readonly place: string;
  readonly found: string;
  readonly say: string;
}

/** The retired words in the comments and the messages of a file. */
function findingsIn(path: string, text: string): readonly Finding[] {
  const isTypescript = /\.tsx?$/.test(path);
  const comments = commentsOf(text, isTypescript ? 'typescript' : 'shell').map((comment) => ({
    place: `${path}:${comment.line}`,
    // Names of code are spelled as they are.
    words: comment.text.replaceAll(/`[^`]*`/g, '``'),
    kind: 'comment',
  }));
  const texts = isTypescript ? textsOf(nodesOf(text, path.endsWith('x') ? 'tsx' : 'ts')) : [];
  const messages = texts
    .filter((words) => words.includes(' '))
    .map((words) => ({ place: `${path}, "${words}"`, words, kind: 'text' }));
  return [...comments, ...messages].flatMap(({ place, words, kind }) =>
    RETIRED.filter((retired) => retired.in === kind || retired.in === 'both').flatMap(({ pattern, say }) => {
      const found = pattern.exec(words)?.[0];
      return found === undefined ? [] : [{ place, found, say }];
    }),
  );
}

describe('comments and messages', () => {
  it('have no retired words', () => {
    expect(PATHS.length).toBeGreaterThan(200);
    const findings = PATHS.flatMap((path) => findingsIn(path, readFileSync(join(CHECKOUT, path), 'utf8')));
    expect(findings).toEqual([]);
  });
});

describe('the search for retired words', () => {
  it.each([
    ['a comment', '/** What a file says. */\n', ['What']],
    ['a block that begins on its second line', '/**\n * Somewhere to write.\n */\n', ['Somewhere']],
    ['an indented line', '  // Somebody waits.\n', ['Somebody', 'Somebody']],
    ['a comment behind code', 'const a = 1; // That is one.\n', ['That']],
    ['words on two lines', '// Fails for a text that is\n// none.\n', ['is none']],
    ['words of one sentence', '// Holds a tree against its list.\n', ['Holds a tree against']],
    ['another word for config', '// A preference of the user.\n', ['preference']],
    ['the mutex', '// Waits for the lock.\n', ['the lock']],
    ['a message', "fail('the log has no record');\n", ['the log']],
    ['a template', 'fail(`${name} is none`);\n', ['is none']],
    ['a hint', "fail('It is damaged.');\n", ['It']],
    ['politeness', "fail('Please report this.');\n", ['Please']],
    ['an exclamation', "fail('go is in use!');\n", ['e!']],
  ])('finds %s', (_, text, found) => {
    expect(findingsIn('src/sample.ts', text).map((finding) => finding.found)).toEqual(found);
  });

  it('says the place and better words', () => {
    const text = 'const a = 1;\n// Fails for a text that is none.\n';
    expect(findingsIn('src/sample.ts', text)).toEqual([
      { place: 'src/sample.ts:2', found: 'is none', say: '"is not a …"' },
    ]);
  });

  it('reads the comments of a shell', () => {
    const text = '#!/bin/sh\n# Unlike go, gv waits.\necho "nobody" # that is none\n';
    expect(findingsIn('shims/sample.sh', text).map(({ found }) => found)).toEqual(['Unlike', 'is none']);
  });

  it.each([
    ['a word in the middle', '// Tells what a file says, and that it is there.\n'],
    ['absence', '// Undefined where there is none.\n'],
    ['a name of code', "// Gives `nobody`.\nconst answer = 'nobody';\n"],
    ['a code', "const code = 'preference-out-of-step';\n"],
    ['a negation', 'if (!isThere) stop();\n'],
    ['an address', "const url = 'https://example.com/a b';\n"],
    ['the log in a comment of the code that reads it', '// A state of the log.\n'],
  ])('passes %s', (_, text) => {
    expect(findingsIn('src/sample.ts', text)).toEqual([]);
  });
});
