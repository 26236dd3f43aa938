import { join } from 'node:path';
import { parseQuery } from '../../core/choice/query.ts';
import { isMeant, type Versioned } from '../../core/choice/select.ts';
import { GLOBAL_FILES, pinOf, type OtherGlobal } from '../../core/foreign/other-choice.ts';
import type { TreeOwner } from '../../core/foreign/places.ts';
import { MANAGERS } from '../../core/settings/managers.ts';
import { entryKind, readSmallOrNothing } from '../../io/disk/read.ts';
import { startUpLines, type StartUpLine } from '../../io/host/start-up-files.ts';
import { globalFile } from '../../io/store/global-version.ts';
import type { Run, World } from '../../world.ts';

/** A line of a start-up file that switches another manager on. */
export interface ManagerLine extends StartUpLine {
  readonly manager: string;
}

/** The lines to take out so that gv alone answers; a comment switches nothing on. gv edits no such file. */
export function managerLines(world: World): readonly ManagerLine[] {
  return startUpLines(world).flatMap((line) =>
    MANAGERS.filter((each) => !/^\s*#/.test(line.text) && each.line.test(line.text)).map(({ name }) => ({
      ...line,
      manager: name,
    })),
  );
}

/**
 * The global version of another manager, where gv has none of its own and one of the toolchains answers it; the first of those that
 * `from` names, or of all.
 */
export function globalToTake(
  { home, layout }: Run,
  from: readonly TreeOwner[],
  toolchains: readonly Versioned[],
): OtherGlobal | undefined {
  if (home === undefined || entryKind(globalFile(layout)) !== 'absent') return undefined;
  const answers = (pin: string): boolean =>
    toolchains.some(({ version }) => isMeant(parseQuery(pin), version, toolchains));
  return GLOBAL_FILES.filter(({ by }) => from.length === 0 || from.includes(by)).flatMap(
    ({ by, file, read }) => {
      const path = join(home, file);
      const found = read(readSmallOrNothing(path) ?? '');
      const pin = found === undefined ? undefined : pinOf(found.asked);
      return found === undefined || pin === undefined || !answers(pin)
        ? []
        : [{ by, file: path, line: found.line, pin }];
    },
  )[0];
}
