import type { Versioned } from '../../core/choice/select.ts';
import {
  GLOBALS,
  isAsNew,
  type HomePin,
  type LeftChoice,
  type OtherChoice,
  type OtherGlobals,
  pinOf,
} from '../../core/foreign/other-choice.ts';
import { placesOf, type TreeOwner } from '../../core/foreign/places.ts';
import { linesOf, MANAGERS } from '../../core/settings/managers.ts';
import { isDiskFailure } from '../../errors.ts';
import { entryKind, linkTarget, readSmall, readSmallOrNothing } from '../../io/disk/read.ts';
import { pinIn, shownPin } from '../../io/here/pin-files.ts';
import { startUpLines, type StartUpLine } from '../../io/host/start-up-files.ts';
import { globalFile } from '../../io/store/global-version.ts';
import type { World } from '../../world.ts';
import { answers } from './projects.ts';

/** A line of a start-up file that switches another manager on. */
export interface ManagerLine extends StartUpLine {
  readonly manager: string;
}

/**
 * The lines to take out so that gv alone answers, for managers of which a Go was adopted: the others are needed still. gv edits no
 * such file.
 */
export function managerLines(world: World, adopted: ReadonlySet<string>): readonly ManagerLine[] {
  const lines = startUpLines(world);
  return MANAGERS.filter(({ name }) => adopted.has(name)).flatMap((manager) =>
    linesOf(manager, lines).map((line) => ({ ...line, manager: manager.name })),
  );
}

/**
 * The global versions of the managers that `from` names, or of all. The first is taken that one of the toolchains answers, where gv
 * has none of its own. A link is read and not followed: its target's name is a release, or nothing.
 */
export function otherGlobals(
  world: World,
  from: readonly TreeOwner[],
  toolchains: readonly Versioned[],
): OtherGlobals {
  const own = ownGlobal(world);
  let taken: OtherChoice | undefined;
  const left: LeftChoice[] = [];
  for (const read of globalsRead(world, from)) {
    const { by, file, line } = read;
    const stays = (why: string): number => left.push({ by, file, line, why });
    if ('why' in read) stays(read.why);
    else if (own !== undefined && own !== read.pin)
      stays(`gv has a global version already${instead(own, read.pin)}`);
    else if (own !== undefined || read.pin === taken?.pin) continue;
    else if (!answers(read.pin, toolchains)) stays(notAmong(read.pin));
    else if (taken !== undefined) stays(`that of ${taken.by} comes first${instead(taken.pin, read.pin)}`);
    else taken = read;
  }
  return { taken, left, atHome: taken === undefined ? undefined : pinAtHome(world, taken) };
}

/** The pin of the home, where that asks for another version than a choice that is taken. */
function pinAtHome({ home }: World, { pin }: OtherChoice): HomePin | undefined {
  const found = home === undefined ? undefined : pinIn(home);
  if (home === undefined || found === undefined || pinOf(found.asked) === pin) return undefined;
  return { directory: home, file: found.file, asked: shownPin(found) };
}

/** The command that chooses another global version, where that is no way back to an older Go. */
function instead(chosen: string, pin: string): string {
  return isAsNew(chosen, pin) ? '' : ` (gv use -g ${pin})`;
}

/** Why no toolchain answers a global version. */
export function notAmong(pin: string): string {
  return `go ${pin} is not among the toolchains (gv use -g ${pin} installs it)`;
}

/** The text of gv's own global version, empty where the file has none; undefined without a file. */
function ownGlobal({ layout }: World): string | undefined {
  const file = globalFile(layout);
  return entryKind(file) === 'absent' ? undefined : (readSmallOrNothing(file) ?? '').trim();
}

/** Every global version that a manager has, each file once; files that ask for no Go are left out. */
function globalsRead(
  { home, env }: World,
  from: readonly TreeOwner[],
): readonly (OtherChoice | LeftChoice)[] {
  if (home === undefined) return [];
  const seen = new Set<string>();
  return GLOBALS.filter(({ by }) => from.length === 0 || from.includes(by)).flatMap((row) =>
    row.places
      .flatMap((place) => placesOf(place, { homes: [home], variables: env }))
      .flatMap((file) => {
        if (seen.has(file)) return [];
        seen.add(file);
        return globalIn(row, file) ?? [];
      }),
  );
}

/** The global version in one file; a broken file says why. */
function globalIn(
  { by, read, isLink }: (typeof GLOBALS)[number],
  file: string,
): OtherChoice | LeftChoice | undefined {
  let text: string | undefined;
  try {
    text = isLink === true ? linkTarget(file) : readSmall(file);
  } catch (error) {
    if (isDiskFailure(error)) return { by, file, line: 0, why: error.message };
    throw error;
  }
  const found = text === undefined ? undefined : read(text);
  if (found === undefined)
    return isLink === true && text !== undefined
      ? { by, file, line: 0, why: 'the link leads to no release' }
      : undefined;
  const { asked, line } = found;
  const pin = pinOf(asked);
  if (pin !== undefined) return { by, file, line, pin };
  const why =
    asked === 'system'
      ? 'the Go of the system is no toolchain of gv (gv use -g system chooses it)'
      : 'the text there is no release and no line (gv use -g VERSION chooses one)';
  return { by, file, line, why };
}
