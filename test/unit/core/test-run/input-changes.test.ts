import { expect, it } from 'vitest';
import { inputReader } from '../../../../src/core/test-run/input-changes.ts';

const HASH = 'a'.repeat(64);
const OTHER = 'b'.repeat(64);

function read(...looks: readonly (readonly string[])[]): unknown {
  const reader = inputReader();
  for (const look of looks) {
    reader.line('HASH[testInputs]');
    for (const each of look) reader.line(`HASH[testInputs]: "${each}\\n"`);
  }
  return reader.end();
}

it('names files and variables that differ between the first look and the last', () => {
  const before = [`env HOME ${HASH}`, `open /m/a b.txt ${HASH}`, `stat /m/gone ${HASH}`];
  const between = [`env HOME ${OTHER}`];
  const after = [`env HOME ${HASH}`, `open /m/a b.txt ${OTHER}`, `chdir /m/new ${HASH}`];
  expect(read(before, between, after)).toEqual([
    { kind: 'open', name: '/m/a b.txt' },
    { kind: 'stat', name: '/m/gone' },
    { kind: 'chdir', name: '/m/new' },
  ]);
});

it('tells nothing of one look, or of lines of another form', () => {
  expect(read([`env HOME ${HASH}`])).toEqual([]);
  expect(read([`env HOME ${HASH}`], [`env HOME ${HASH}`, 'env X short', `other X ${HASH}`])).toEqual([]);
});
