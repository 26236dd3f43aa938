import type { Finding } from '../../../core/choice/finding.ts';
import { placeText } from '../../../core/choice/pin.ts';
import type { Base } from '../../../core/choice/trace.ts';
import type { GoValue } from '../../../core/go/env-file.ts';
import { moduleLines, shimLines } from '../../../core/go/floors.ts';
import { highestLine } from '../../../core/go/switching.ts';
import { compareText } from '../../../core/version.ts';
import { GvError } from '../../../errors.ts';
import { moduleFile, temporaryDirectory, type ModuleFile } from '../../../io/go/module-files.ts';
import type { World } from '../../../world.ts';

/** A base, as far as this check looks at it. */
export type Default = Pick<Base, 'rule' | 'label'>;

/**
 * A finding where go.mod or go.work asks for more than the shims see: they read up to the first block below the go line. A
 * pin is never raised, so there is none then.
 */
export function unseenFloor(
  world: World,
  base: Default,
  read: (name: string) => GoValue,
): readonly Finding[] {
  if (base.rule !== 'global' && base.rule !== 'newest') return [];
  const file = fileOf(world, read);
  if (file === undefined) return [];
  const [all, seen] = [highestLine(moduleLines(file.text)), highestLine(shimLines(file.text))];
  if (all === undefined || compareText(base.label, all.version) >= 0) return [];
  if (seen !== undefined && compareText(seen.version, all.version) >= 0) return [];
  return [
    {
      code: 'floor-unseen',
      text: `${placeText(file.path, all.line)} asks for ${all.version}, below the lines that gv's shims read, so they do not raise ${base.label}`,
      cure: 'write that line directly below the go line, or run gv use mod',
    },
  ];
}

/** A file that the go command cannot read has no lines; explain reports it. */
function fileOf(world: World, read: (name: string) => GoValue): ModuleFile | undefined {
  const setting = (name: string): string => read(name).value;
  try {
    return moduleFile({ directory: world.cwd, setting, temporary: temporaryDirectory(world) });
  } catch (error) {
    if (error instanceof GvError) return undefined;
    throw error;
  }
}
