import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface GoTreeOptions {
  /** Directories of `pkg/tool`. */
  readonly tools?: readonly string[];
  /** The content of VERSION, where it is not that of the release. */
  readonly version?: string;
  readonly files?: Readonly<Record<string, string>>;
}

/** Lays down a directory that passes for the GOROOT of a release by what is read of it; its go fails, as nothing may run it. */
export function layGoTree(path: string, release: string, options: GoTreeOptions = {}): void {
  const { tools = ['linux_amd64'], version = `go${release}\n`, files = {} } = options;
  const all = {
    VERSION: version,
    'bin/go': `#!/bin/sh\n>${join(dirname(path), 'was-run')}\nexit 1\n`,
    'src/runtime/proc.go': 'package runtime\n',
    ...Object.fromEntries(tools.map((name) => [`pkg/tool/${name}/compile`, 'x'])),
    ...files,
  };
  for (const [name, text] of Object.entries(all)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), text, { mode: name.startsWith('bin/') ? 0o755 : 0o644 });
  }
}
