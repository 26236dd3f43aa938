import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inCheckout } from '../checkout.ts';

/** A copy of the working tree, in which a test run harms nothing. */
export interface Copy extends Disposable {
  readonly directory: string;
}

/** Copies every file that git knows or would take in; packages are linked, and a build has a place of its own among them. */
export function copyOfCheckout(): Copy {
  const directory = mkdtempSync(join(tmpdir(), 'gv-mutants-'));
  // Some tests run gv as another account.
  chmodSync(directory, 0o755);
  const listed = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: inCheckout(),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (listed.status !== 0) throw new Error(`git ls-files failed: ${listed.stderr}`);
  for (const name of listed.stdout.split('\0').filter((path) => path !== '')) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    // A file that was removed and not yet committed is still listed.
    cpSync(inCheckout(name), join(directory, name), { force: true, verbatimSymlinks: true });
  }
  const modules = join(directory, 'node_modules');
  mkdirSync(modules);
  for (const name of readdirSync(inCheckout('node_modules'))) {
    symlinkSync(inCheckout('node_modules', name), join(modules, name));
  }
  return { directory, [Symbol.dispose]: () => rmSync(directory, { recursive: true, force: true }) };
}
