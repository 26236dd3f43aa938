import type { ModuleVersion } from '../../core/release/module-name.ts';
import { h1Of } from './h1.ts';

/** A file of a GOROOT. */
export interface TreeFile {
  /** Without `go/`: `src/fmt/print.go`. */
  readonly path: string;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** Directories that no toolchain module contains (golang.org/x/build/internal/task, TarToModFiles; cmd/distpack leaves out the same). */
const LEFT_OUT = /^(?:\.github|api|doc|misc|test)\//;
/** A module cannot hold the go.mod of another one, so upstream packs it under another name. */
const GO_MOD = /(^|\/)go\.mod$/;

/** Whether a file or directory of a GOROOT is part of the toolchain's module, and so covered by the log. */
export function isInModule(path: string): boolean {
  return !LEFT_OUT.test(`${path}/`);
}

/**
 * The h1 that the module of a toolchain has, computed from the tree of its archive. The checksum database thus vouches
 * for an unsigned archive, except for the directories outside the module. Fails as `h1Of` does.
 */
export function moduleH1(files: readonly TreeFile[], { module, version }: ModuleVersion): string {
  const packed = files.filter(({ path }) => isInModule(path));
  return h1Of(
    packed.map(({ path, sha256 }) => ({
      name: `${module}@${version}/${path.replace(GO_MOD, '$1_go.mod')}`,
      sha256,
    })),
  );
}
