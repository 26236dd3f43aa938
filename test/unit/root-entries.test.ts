import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { layoutOf } from '../../src/core/layout.ts';

it('install.sh --uninstall knows every name that gv gives anything directly under its root', () => {
  const script = readFileSync(join(import.meta.dirname, '..', '..', 'install.sh'), 'utf8');
  const known = /^ROOT_ENTRIES='([^']+)'$/m.exec(script)?.[1]?.split(' ') ?? [];
  const paths = Object.values(layoutOf('/root')).filter((value) => typeof value === 'string');
  const names = new Set(paths.map((path) => path.split('/')[2]).filter((name) => name !== undefined));
  expect([...names].filter((name) => !known.includes(name))).toEqual([]);
});
