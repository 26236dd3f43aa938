import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const CHECKOUT = join(import.meta.dirname, '..', '..');

/** Milliseconds of the last change, of a directory's newest file; undefined where there is nothing. */
function changed(path: string): number | undefined {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats?.isDirectory() !== true) return stats?.mtimeMs;
  const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Math.max(...files.map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs));
}

/**
 * Runs before suites that spawn the built program: a missing or stale `dist/` would make them fail, or pass, for the wrong reason.
 * VERSION is what the build writes last.
 */
export function setup(): void {
  const built = changed(join(CHECKOUT, 'dist', 'VERSION'));
  if (built === undefined) throw new Error('dist/ is missing: run `npm run build` first');
  for (const source of [
    'src',
    'shims',
    'completions',
    'docs/gv.1',
    'scripts',
    'install.sh',
    'package.json',
  ]) {
    const time = changed(join(CHECKOUT, source));
    if (time === undefined || time <= built) continue;
    throw new Error(`dist/ is older than ${source}: run \`npm run build\` first`);
  }
}
