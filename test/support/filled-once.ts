import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { startReleaseServer } from './release-server.ts';
import { newSigner } from './release-signing.ts';
import { type Ran, type Sandbox, sandbox } from './sandbox.ts';
import { suiteDirectory } from './suite-directory.ts';
import { tinyReleases } from './toolchains.ts';

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

/**
 * Gives sandboxes in which toolchains are installed in this order, from a server that lives as long as the test file. The first one is the
 * global version.
 */
export async function installedBoxes(...versions: readonly string[]): Promise<() => Promise<Sandbox>> {
  const signer = await newSigner();
  const server = await startReleaseServer({ releases: tinyReleases(...versions), signer });
  afterAll(() => server.close());
  const install = installedOnce();
  return async () => {
    const box = await sandbox({ server, signer });
    await install(box, ...versions);
    return box;
  };
}

function copy(from: string, to: string): void {
  // What is there are links of the same names.
  execFileSync('cp', ['-a', '--remove-destination', `${from}/.`, to]);
}
