import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { sandbox, type Sandbox, type SandboxOptions } from './sandbox.ts';

/** Sandboxes with releases that were installed once, for the tests of a file. */
export interface InstalledBoxes extends AsyncDisposable {
  /** One with the trees and receipts of these, as `gv install` left them; no links or aliases yet. */
  boxWith(...versions: readonly string[]): Promise<Sandbox>;
}

/** Installs what the tests of a file will ask for. */
export async function installedBoxes(
  options: SandboxOptions,
  ...all: readonly string[]
): Promise<InstalledBoxes> {
  const first = await sandbox(options);
  const { code, stderr } = await first.gv(['install', ...all, '-q']);
  if (code !== 0) throw new Error(stderr);
  return {
    async boxWith(...versions) {
      const box = await sandbox(options);
      for (const version of versions)
        for (const name of [`versions/${version}`, `receipts/${version}.json`, `receipts/${version}.sha256`])
          await cp(join(first.root, name), join(box.root, name), { recursive: true });
      return box;
    },
    [Symbol.asyncDispose]: () => first[Symbol.asyncDispose](),
  };
}
