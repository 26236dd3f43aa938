import type { FileHandle } from 'node:fs/promises';
import { entryChecker } from '../../core/archive/entry-checker.ts';
import { VERSION_BYTES, VERSION_FILE } from '../../core/archive/tree-names.ts';
import { type ArchiveOptions, type ArchiveVisitor, readArchive } from './tar-reader.ts';

/** The release and the tools in an archive, read without writing a file. */
export interface Inspected {
  /** Text of `go/VERSION`; empty when the archive has none. */
  readonly versionFile: string;
  /** Names of the directories under `pkg/tool`. */
  readonly toolDirectories: readonly string[];
}

/** Reads a proven archive up to the wanted entries. Fails as `readArchive` does. */
export async function inspect(
  handle: FileHandle,
  wants: 'source' | 'tools',
  options: ArchiveOptions,
): Promise<Inspected> {
  const checker = entryChecker();
  const tools = new Set<string>();
  let path = '';
  let versionFile = '';
  let versionDone = false;
  const visitor: ArchiveVisitor = {
    entry(entry) {
      path = checker.check(entry);
      const tool = /^go\/pkg\/tool\/([^/]+)/.exec(path)?.[1];
      if (tool !== undefined) tools.add(tool);
    },
    data(piece) {
      if (path === VERSION_FILE && versionFile.length < VERSION_BYTES) {
        versionFile += Buffer.from(piece).toString('latin1');
      }
    },
    entryEnd() {
      versionDone ||= path === VERSION_FILE;
    },
    enough: () => versionDone && (wants === 'source' || tools.size > 0),
  };
  await readArchive(handle, visitor, options);
  return { versionFile, toolDirectories: [...tools] };
}
