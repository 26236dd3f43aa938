import { moduleLines } from '../../core/go/floors.ts';
import { toolchainVersion } from '../../core/go/gotoolchain.ts';
import { decideToolchain } from '../../core/go/switching.ts';
import type { Contender } from '../../core/matrix/cell.ts';
import { GvError } from '../../errors.ts';
import { goValuesOf } from '../../io/go/go-settings.ts';
import { gorootVersion } from '../../io/go/goroot.ts';
import { moduleFile, modulesOn, temporaryDirectory } from '../../io/go/module-files.ts';
import type { World } from '../../world.ts';

/**
 * Why the go command of a toolchain refuses to run here by itself, in its own words; undefined where it runs. A Go before 1.21
 * refuses nothing: it builds, and names the go line when that fails.
 */
export function obstacleFor(world: World, { goroot }: Contender): string | undefined {
  const name = goroot === undefined ? undefined : gorootVersion(goroot);
  const version = name === undefined ? undefined : toolchainVersion(name);
  if (name === undefined || version === undefined) return undefined;
  const read = goValuesOf(world, goroot);
  const setting = (each: string): string => read(each).value;
  const search = { directory: world.cwd, setting, temporary: temporaryDirectory(world), reader: version };
  try {
    const file = moduleFile(search);
    if (file === undefined) return undefined;
    // A toolchain line is a wish, which GOTOOLCHAIN=local passes over; a go line is not.
    const lines = { go: moduleLines(file.text).go, toolchain: undefined };
    const situation = { own: { name, version }, modules: modulesOn(search), lines, file: file.path };
    const wish = decideToolchain({ ...situation, gotoolchain: 'auto' });
    if (wish.kind === 'refuses') return wish.message;
    return wish.kind === 'switches'
      ? `${file.path}:${lines.go?.line ?? 1} asks for ${wish.to.name}`
      : undefined;
  } catch (error) {
    if (error instanceof GvError) return error.message;
    throw error;
  }
}
