import type { Versioned } from '../../core/choice/select.ts';
import { GLOBALS, pinOf, type OtherChoice } from '../../core/foreign/other-choice.ts';
import { placesOf, type TreeOwner } from '../../core/foreign/places.ts';
import { MANAGERS } from '../../core/settings/managers.ts';
import { entryKind, linkTarget, readSmallOrNothing } from '../../io/disk/read.ts';
import { startUpLines, type StartUpLine } from '../../io/host/start-up-files.ts';
import { globalFile } from '../../io/store/global-version.ts';
import type { World } from '../../world.ts';
import { answers } from './projects.ts';

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
 * `from` names, or of all. A link is read and not followed: its target's name is a release, or nothing.
 */
export function globalToTake(
  { home, env, layout }: World,
  from: readonly TreeOwner[],
  toolchains: readonly Versioned[],
): OtherChoice | undefined {
  if (home === undefined || entryKind(globalFile(layout)) !== 'absent') return undefined;
  return GLOBALS.filter(({ by }) => from.length === 0 || from.includes(by))
    .flatMap(({ by, places, read, isLink }) =>
      places
        .flatMap((place) => placesOf(place, { homes: [home], variables: env }))
        .flatMap((file): readonly OtherChoice[] => {
          const found = read((isLink === true ? linkTarget(file) : readSmallOrNothing(file)) ?? '');
          const pin = found === undefined ? undefined : pinOf(found.asked);
          return found === undefined || pin === undefined ? [] : [{ by, file, line: found.line, pin }];
        }),
    )
    .find(({ pin }) => answers(pin, toolchains));
}
