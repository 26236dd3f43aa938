import type { Evidence, Finding } from '../../core/choice/finding.ts';
import { isMuchFaster, isSlow } from '../../core/machine/judging.ts';
import type { PlaceMeasures } from '../../core/machine/machine-report.ts';
import { isNetwork, isVolatile, isWindowsDisk } from '../../core/machine/mounts.ts';
import { shellWord } from '../../core/shells/quote.ts';
import { namesOf, typeText, type Filesystem, type LookedPlace, type PlacesContext } from './context.ts';
import { movedPlace } from './moved-place.ts';

/** Findings about filesystems that are slow, or that lie elsewhere than one would think. A finding about time has a measurement. */
export function speedFindings(context: PlacesContext): readonly Finding[] {
  return context.filesystems.flatMap((filesystem) => {
    const slow = slowFinding(context, filesystem);
    return [
      ...(slow === undefined ? [] : [slow]),
      ...kindFindings(filesystem, { isCalledSlow: slow !== undefined }),
    ];
  });
}

function slowFinding(context: PlacesContext, filesystem: Filesystem): Finding | undefined {
  const { measured, facts } = filesystem;
  if (measured === undefined || !isSlow(measured)) return undefined;
  const isSync = isMountedSync(filesystem);
  const faster = fasterPlace(context, filesystem);
  // Without another place to compare with, the machine itself may be slow.
  if (!isSync && faster === undefined) return undefined;
  const names = namesOf(filesystem);
  const lies = filesystem.places.length === 1 ? 'lies' : 'lie';
  const than =
    faster === undefined ? '' : `; ${faster.facts.directory} makes ${faster.measured.createPerS ?? 0}`;
  const how = isSync ? 'is mounted sync, so that every write waits for the disk: it makes' : 'makes';
  const text = `${names} ${lies} on ${typeText(facts)}, which ${how} ${measured.createPerS ?? 0} files a second${than}`;
  return {
    code: isSync ? 'place-sync' : 'place-slow',
    level: 'advice',
    text,
    ...wayOut(context, filesystem),
    evidence: evidenceOf(filesystem, measured, faster),
  };
}

function isMountedSync({ facts }: Filesystem): boolean {
  return facts.mount?.options.includes('sync') === true;
}

interface MeasuredFilesystem extends Filesystem {
  readonly measured: PlaceMeasures;
}

/** The fastest local place of this run, where it is much faster. */
function fasterPlace(
  { filesystems, homes }: PlacesContext,
  { measured: than }: Filesystem,
): MeasuredFilesystem | undefined {
  return [...filesystems, ...homes.map(({ filesystem }) => filesystem)]
    .flatMap(({ measured, ...rest }) => (measured === undefined ? [] : [{ ...rest, measured }]))
    .filter(({ facts, measured }) => {
      return !isNetwork(facts.mount?.type ?? '') && than !== undefined && isMuchFaster(measured, than);
    })
    .toSorted((a, b) => (b.measured.createPerS ?? 0) - (a.measured.createPerS ?? 0))[0];
}

function wayOut(context: PlacesContext, filesystem: Filesystem): Pick<Finding, 'cure' | 'undo' | 'at'> {
  const ways = filesystem.places.flatMap((place) => movedPlace(context, place, filesystem) ?? []);
  const point = shellWord(filesystem.facts.mount?.point ?? '/');
  const isSync = isMountedSync(filesystem);
  const remount = isSync ? `as root: mount -o remount,async ${point}` : '';
  if (ways.length === 0) return { cure: isSync ? remount : elsewhere(filesystem) };
  const undo = ways.flatMap((way) => way.undo ?? []).join(' && ');
  const cure = ways.map((way) => way.cure).join(' && ');
  const [first] = ways;
  return {
    cure: remount === '' ? cure : `${cure}; or ${remount}`,
    ...(undo === '' ? {} : { undo }),
    ...(ways.length === 1 && first?.at !== undefined ? { at: first.at } : {}),
  };
}

/** The directory of a module, or GV_ROOT, is moved by hand. */
function elsewhere({ places }: Filesystem): string {
  const names = new Set(places.map(({ name }) => name));
  if (names.has('GV_ROOT')) return 'install gv with GV_ROOT on a local disk, and its toolchains there';
  if (names.has('module')) return 'work on a checkout on a local disk';
  return 'choose a directory on a local disk';
}

/** The files of a module of a common size: golang.org/x/tools has about as many. */
const MODULE_FILES = 1_400;

function evidenceOf(
  filesystem: Filesystem,
  measured: PlaceMeasures,
  faster: MeasuredFilesystem | undefined,
): readonly Evidence[] {
  const made = ({ facts }: Filesystem, { createPerS, files }: PlaceMeasures): Evidence => ({
    what: `files of 4 KiB made in ${facts.directory} (${files} tries)`,
    value: createPerS ?? 0,
    unit: 'a second',
    how: 'measured',
  });
  const ms = measured.createPerS === null ? 0 : Math.round((MODULE_FILES * 1000) / measured.createPerS);
  return [
    made(filesystem, measured),
    ...(faster === undefined ? [] : [made(faster, faster.measured)]),
    { what: `a module of ${MODULE_FILES} files`, value: ms, unit: 'ms', how: 'derived' },
  ];
}

function kindFindings(
  { facts, places }: Filesystem,
  { isCalledSlow }: { readonly isCalledSlow: boolean },
): readonly Finding[] {
  const { mount } = facts;
  if (mount === undefined) return [];
  const evidence = [
    { what: 'filesystem', value: mount.type, how: 'read', from: '/proc/self/mountinfo' } as const,
  ];
  const names = namesOf({ places });
  const lies = places.length === 1 ? 'lies' : 'lie';
  if (isWindowsDisk(mount))
    return [
      {
        code: 'place-wsl',
        level: 'advice',
        text: `${names} ${lies} on a Windows disk (${mount.point}), which Linux reaches through a server for every call`,
        cure: 'use a directory of the Linux filesystem, such as one in your home directory',
        evidence,
      },
    ];
  if (isNetwork(mount.type))
    return [
      {
        code: 'place-network',
        level: isCalledSlow ? 'advice' : 'note',
        text: `${names} ${lies} on ${typeText(facts)}, another machine`,
        cure: 'nothing, while the figures are good; two machines may share a module cache, and GOCACHE gains little from it',
        evidence,
      },
    ];
  const caches = places.filter(isCache);
  if (!isVolatile(mount.type) || caches.length === 0) return [];
  return [
    {
      code: 'place-volatile',
      level: 'note',
      text: `${namesOf({ places: caches })} ${caches.length === 1 ? 'lies' : 'lie'} in memory (${mount.type}): files there count as memory, and are gone after a restart`,
      cure: 'nothing, where that is meant',
      evidence,
    },
  ];
}

function isCache({ name }: LookedPlace): boolean {
  return name === 'GOMODCACHE' || name === 'GOCACHE';
}
