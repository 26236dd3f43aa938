import { spawnSync } from 'node:child_process';
import { chmod, chown, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect } from 'vitest';
import { startReleaseServer } from '../support/release-server.ts';
import { newSigner } from '../support/release-signing.ts';
import { sandbox, type Sandbox } from '../support/sandbox.ts';
import { NO_TMUX, openScreen, run } from '../support/screen.ts';
import type { Terminal } from '../support/terminal.ts';
import { tinyReleases } from '../support/toolchains.ts';
import { unless } from '../support/unless.ts';

const NOBODY = 65_534;
const PROGRAM = join(import.meta.dirname, '..', '..', 'dist', 'gv.js');
const IS_ROOT = process.geteuid?.() === 0;
const AS_NOBODY = ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'] as const;

/** Why nobody cannot be another person here. */
function nobodyMissing(): string | undefined {
  if (!IS_ROOT) return undefined;
  const [setpriv, ...args] = AS_NOBODY;
  const { status } = spawnSync(setpriv, [...args, process.execPath, '--check', PROGRAM]);
  return status === 0 ? undefined : 'an account without rights cannot run what was built here';
}

/** A terminal of somebody who may not write into the root: nothing stops root itself. */
async function openReading(box: Sandbox): Promise<Terminal> {
  if (!IS_ROOT) {
    await chmod(box.root, 0o555);
    return openScreen(box, { size: { columns: 100, rows: 24 } });
  }
  await chmod(dirname(box.root), 0o755);
  for (const own of [box.home, box.project]) await chown(own, NOBODY, NOBODY);
  return openScreen(box, { size: { columns: 100, rows: 24 }, shell: [...AS_NOBODY, '/bin/sh'] });
}

describe('in a root that may only be read', () => {
  unless(NO_TMUX ?? nobodyMissing())('what is there can be used, and what cannot says why', async () => {
    const signer = await newSigner();
    const releases = tinyReleases('1.27.3', '1.27.2');
    await using server = await startReleaseServer({ releases, signer });
    await using box = await sandbox({ server, signer });
    await box.gv(['install', '1.27.2']);
    using terminal = await openReading(box);
    await run(terminal, 'gv');
    await terminal.sees(/1\.27\.3 [^]*● 1\.27\.2/);
    terminal.press('Right', 'Up', 'i');
    await terminal.sees(
      /✗ gv install 1\.27\.3 failed: (?:nothing can be installed in [^]*Check its owner|[^]*For a gv of your own: )/,
    );
    terminal.press('Down', 'u', 'y');
    await terminal.sees(/✓ gv use 1\.27\.2 done/);
    expect(await readFile(join(box.project, '.go-version'), 'utf8')).toBe('1.27.2\n');
    terminal.press('d', 'y');
    await terminal.sees(/✗ gv uninstall (?:--force )?1\.27\.2 failed: /);
    terminal.press('q');
    await terminal.sees(/ended:0/);
    await chmod(box.root, 0o755);
  });
});
