import { copyFileSync, cpSync, mkdirSync, readdirSync, symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { CHECKOUT } from './set-up.ts';

const COPIED = [
  'src',
  'shims',
  'completions',
  'docs/gv.1',
  'scripts',
  'install.sh',
  'LICENSE',
  'README.md',
  'package.json',
  'package-lock.json',
];

/** A checkout after `npm ci`, without dist/: the sources copied, the packages linked. Returns its install.sh. */
export function checkoutIn(directory: string): string {
  for (const name of COPIED) cpSync(join(CHECKOUT, name), join(directory, name), { recursive: true });
  const modules = join(directory, 'node_modules');
  mkdirSync(modules);
  for (const name of readdirSync(join(CHECKOUT, 'node_modules'))) {
    if (!name.startsWith('.') || name === '.bin')
      symlinkSync(join(CHECKOUT, 'node_modules', name), join(modules, name));
  }
  // The lockfile is older than what npm installed from it, so npm is not run: it would go to the registry.
  copyFileSync(join(CHECKOUT, 'node_modules', '.package-lock.json'), join(modules, '.package-lock.json'));
  utimesSync(join(directory, 'package-lock.json'), 1, 1);
  return join(directory, 'install.sh');
}
