import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { shellWord } from '../../src/core/shells/quote.ts';
import { printable } from '../../src/report/page/printable.ts';
import { HOSTILE_TEXTS } from '../support/hostile-texts.ts';
import { HONEST_TEXT, LYING } from '../support/lying-characters.ts';
import { presentShells, whereIs } from '../support/shells.ts';

/** Names that an attacker can give to a file: each as a hint has it, after it was made safe to print. */
const NAMES = [
  '/tmp/\u001b]0;x\u00071',
  '-rf\u0001%s%%d',
  'a\'b"c\\d!e$HOME`id`\u007f',
  'line\nfeed',
  HONEST_TEXT,
  ...Object.values(LYING),
];

function readBack([program = '', ...args]: readonly string[], text: string): void {
  const word = printable(shellWord(text));
  const script = `/usr/bin/printf %s ${word}`;
  const ran = spawnSync(program, [...args, '-c', script], {
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8' },
    encoding: 'utf8',
    // bash takes a socket for the sign of a remote shell, and reads start-up files.
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  expect([ran.stdout, ran.stderr]).toEqual([text, '']);
}

describe('the word of a hint, pasted into a shell, is the name that was meant', () => {
  for (const { name, command } of presentShells()) {
    it.each([...NAMES, ...HOSTILE_TEXTS])(`by ${name}: %j`, (text) => readBack(command, text));
  }

  const bash = whereIs('bash');
  const fish = whereIs('fish');
  it.skipIf(fish === undefined).each(NAMES)('by fish: %j', (text) => {
    readBack([fish ?? '', '--no-config'], text);
  });

  it.skipIf(bash === undefined)('by bash, with a line feed at its end', () => {
    readBack([bash ?? ''], 'end\n');
  });
});
