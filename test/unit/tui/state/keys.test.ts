import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BINDINGS, intentOf } from '../../../../src/tui/state/keys.ts';

const DOC = readFileSync(join(import.meta.dirname, '..', '..', '..', '..', 'docs', 'screen.md'), 'utf8');

describe('the keys of the screen', () => {
  it('mean one thing each', () => {
    const keys = BINDINGS.flatMap(({ keys: names }) => names);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.map(intentOf)).not.toContain(undefined);
  });

  it('stand in docs/screen.md as in the table, and nothing else does', () => {
    const rows = BINDINGS.map(
      ({ keys, meaning }) => `| ${keys.map((key) => `\`${key}\``).join(' ')} | ${meaning} |`,
    );
    const documented = DOC.split('\n').filter((line) => line.startsWith('| `'));
    expect(documented).toEqual(rows);
  });
});
