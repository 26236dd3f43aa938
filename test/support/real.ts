import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** A file of the official artifacts, or why it is not at hand. */
export type Material = { readonly path: string } | { readonly missing: string };

const CHECKOUT = join(import.meta.dirname, '..', '..');

/**
 * Finds official artifacts, when they are at hand: in the directory that GV_TEST_MATERIAL names, else in `shared` beside the checkout.
 * `relative` is e.g. `dist/go1.24.9.linux-amd64.tar.gz`. They are too big to travel with the project, so a test that needs one skips
 * with `missing` as its reason.
 */
export function realMaterial(relative: string): Material {
  const named = process.env['GV_TEST_MATERIAL'];
  const home = named === undefined || named === '' ? join(CHECKOUT, '..', 'shared') : named;
  const path = join(home, relative);
  if (existsSync(path)) return { path };
  return {
    missing: `the official artifact ${relative} is not at hand (GV_TEST_MATERIAL names its directory)`,
  };
}
