import { chmodSync, copyFileSync, linkSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { madeOnce } from './suite-directory.ts';

/** The Node that runs the tests, where every account may run it. */
function sharedNode(): string {
  const real = realpathSync(process.execPath);
  const directory = madeOnce('node', (made) => {
    const node = join(made, 'node');
    try {
      linkSync(real, node);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && ['EXDEV', 'EPERM'].includes(String(error.code))))
        throw error;
      copyFileSync(real, node);
    }
    chmodSync(node, 0o755);
  });
  return join(directory, 'node');
}

/** Writes a small script in the place of a Node of 120 MB, which install.sh copies and hashes: it becomes the Node that runs the tests. */
export function writeStandInNode(path: string): void {
  writeFileSync(path, `#!/bin/sh\nexec '${sharedNode()}' "$@"\n`, { mode: 0o755 });
}
