import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { startReleaseServer } from './release-server.ts';
import type { TestSigner } from './release-signing.ts';
import { sandbox, type Sandbox } from './sandbox.ts';
import { tinyReleases } from './toolchains.ts';

/** A root with toolchains that gv installed once for the tests of a file. */
export interface FilledRoot {
  /** Lays a copy into the root of a sandbox, which keeps its own config. */
  copyInto(box: Sandbox): Promise<void>;
  remove(): Promise<void>;
}

export function filledRoot(signer: TestSigner, ...versions: readonly string[]): FilledRoot {
  let made: Sandbox | undefined;
  const install = async (): Promise<Sandbox> => {
    await using server = await startReleaseServer({ releases: tinyReleases(...versions), signer });
    const box = await sandbox({ server, signer });
    const { code, stderr } = await box.gv(['install', ...versions]);
    if (code !== 0) throw new Error(stderr);
    return box;
  };
  return {
    async copyInto({ root }) {
      made ??= await install();
      const config = join(made.root, 'config.json');
      await cp(made.root, root, {
        recursive: true,
        verbatimSymlinks: true,
        filter: (path) => path !== config,
      });
    },
    async remove() {
      await made?.[Symbol.asyncDispose]();
    },
  };
}
