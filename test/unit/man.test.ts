import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { manualPage } from '../../scripts/man.ts';
import { COMMANDS } from '../../src/commands/table.ts';

const PAGE = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'gv.1'), 'utf8');

it('docs/gv.1 is the page that the command table makes: else run npm run man', () => {
  expect(PAGE).toBe(manualPage());
});

it('names every command, alias and option', () => {
  const plain = PAGE.replaceAll('\\-', '-');
  for (const { name, aliases, options } of COMMANDS) {
    for (const word of [`.It Ic ${name}`, ...aliases, ...options.map(({ flags }) => flags)]) {
      expect(plain).toContain(word);
    }
  }
});

it('has no line that roff would take for a request of its own', () => {
  const requests = PAGE.split('\n').filter((line) => /^[.']/.test(line));
  for (const line of requests) expect(line).toMatch(/^\.(?:\\"|[A-Z][a-z]\b)/);
});
