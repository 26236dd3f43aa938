import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { layoutOf } from '../../src/core/layout.ts';

function rootEntries(): readonly string[] {
  const script = readFileSync(join(import.meta.dirname, '..', '..', 'install.sh'), 'utf8');
  return /^ROOT_ENTRIES='([^']+)'$/m.exec(script)?.[1]?.split(' ') ?? [];
}

it('install.sh --uninstall knows every name that gv gives anything directly under its root', () => {
  const known = rootEntries();
  const paths = Object.values(layoutOf('/root')).filter((value) => typeof value === 'string');
  const names = new Set(paths.map((path) => path.split('/')[2]).filter((name) => name !== undefined));
  expect([...names].filter((name) => !known.includes(name))).toEqual([]);
});

it('all of them are looked at for who else may write them, but gobin, where the go command writes', () => {
  const written = layoutOf('/root').written.map((path) => path.replace('/root/', ''));
  expect(written.toSorted()).toEqual(
    rootEntries()
      .filter((name) => name !== 'gobin')
      .toSorted(),
  );
});
