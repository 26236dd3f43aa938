import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sandbox } from './sandbox.ts';

/** Lays a toolchain into a sandbox whose `go` is a script that says its version, and puts links and aliases in order. */
export async function scriptedToolchains(box: Sandbox, ...versions: readonly string[]): Promise<void> {
  for (const version of versions) {
    const goroot = join(box.root, 'versions', version);
    await mkdir(join(goroot, 'bin'), { recursive: true });
    await writeFile(join(goroot, 'VERSION'), `go${version}\ntime 2026-01-01T00:00:00Z\n`);
    await writeFile(join(goroot, 'go.env'), 'GOPROXY=https://own.example,direct\nGOTOOLCHAIN=auto\n');
    await writeProgram(join(goroot, 'bin', 'go'), `echo "go version go${version} linux/amd64"`);
  }
  await box.gv(['rehash', '-q']);
}

/** Writes a shell script that can be run. */
export async function writeProgram(path: string, text: string): Promise<void> {
  await writeFile(path, `#!/bin/sh\n${text}\n`);
  await chmod(path, 0o755);
}
