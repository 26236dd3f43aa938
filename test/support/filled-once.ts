import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Ran, Sandbox } from './sandbox.ts';
import { suiteDirectory } from './suite-directory.ts';

/** What fills the root of a sandbox by gv's own commands; gives how the last of them ended. */
export type Fill = (box: Sandbox, ...words: readonly string[]) => Promise<Ran>;

/**
 * Fills the first sandbox of a test file that asks with the same words, and gives copies of what that did to all others. The config
 * is no part of it: it names the home of its sandbox.
 */
export function filledOnce(fill: Fill): (box: Sandbox, ...words: readonly string[]) => Promise<void> {
  const roots = new Map<string, string>();
  return async (box, ...words) => {
    const kept = roots.get(words.join(' '));
    if (kept !== undefined) return copy(kept, box.root);
    const { code, stderr } = await fill(box, ...words);
    if (code !== 0) throw new Error(stderr);
    const place = mkdtempSync(join(suiteDirectory(), 'filled-'));
    copy(box.root, place);
    rmSync(join(place, 'config.json'), { force: true });
    roots.set(words.join(' '), place);
  };
}

/** Toolchains that gv installs once in a test file, in this order. */
export const installedOnce = (): ReturnType<typeof filledOnce> =>
  filledOnce((box, ...versions) => box.gv(['install', '-q', ...versions]));

function copy(from: string, to: string): void {
  // What is there are links of the same names.
  execFileSync('cp', ['-a', '--remove-destination', `${from}/.`, to]);
}
