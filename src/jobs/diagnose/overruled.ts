import type { Finding } from '../../core/choice/finding.ts';
import type { Resolution } from '../../core/choice/trace.ts';
import { compareText } from '../../core/version.ts';
import { isGvError } from '../../errors.ts';
import { directoryFloor } from '../../io/go/module-files.ts';
import type { Run, World } from '../../world.ts';
import { currentBase } from '../here/answering.ts';
import { warnOfLeftBehind } from '../surroundings/left-behind.ts';

/**
 * The finding that go.mod or go.work makes another Go run than the one that was chosen here, or none; undefined where the
 * chosen one runs. Loads what explains it only where the chosen one is too old.
 */
export async function overruled(world: World, resolution: Resolution): Promise<Finding | undefined> {
  if (!isBelowFloor(world, resolution)) return undefined;
  const { explain } = await import('./explain.ts');
  const { warnings } = await explain(world, resolution);
  return warnings.find(({ code }) => code === 'pin-below-floor' || code === 'base-below-floor');
}

/** The finding as one line. */
export function overruledLine({ text, cure }: Finding): string {
  return `${text}; run: ${cure}`;
}

/**
 * Warns, in one line each, of all that makes another Go run here than the one that was just chosen: the floor of go.mod or
 * go.work, and settings that `go env -w` left. For `gv use`, whose answer names a version.
 */
export async function warnOfOthers(run: Run): Promise<void> {
  const found = await overruled(run, await currentBase(run));
  if (found !== undefined) run.emit({ type: 'warning', text: overruledLine(found) });
  warnOfLeftBehind(run);
}

function isBelowFloor(world: World, resolution: Resolution): boolean {
  if (!resolution.ok || resolution.base.name === 'system') return false;
  try {
    const found = directoryFloor(world, world.cwd);
    return found !== undefined && compareText(resolution.base.name, found.floor.version) < 0;
  } catch (error) {
    // The go command fails for that file, or for GOWORK, and says so.
    if (isGvError(error)) return false;
    throw error;
  }
}
