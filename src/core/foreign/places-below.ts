import { namesLike, type ForeignPlace } from './places.ts';

/** The places in which trees are searched below one directory, and what the directory itself is, where it is a tree. */
export interface PlacesBelow {
  readonly itself: Pick<ForeignPlace, 'by' | 'isRebuilt'>;
  readonly below: readonly ForeignPlace[];
}

/** Trees side by side, as in the directory of a manager or of a team: `1.22.5`, or `1.22.5/go`. */
const STORE = ['/*', '/*/go'];

/**
 * The places below a directory that stands anywhere on the way to trees: a home, `~/.asdf`, `~/.asdf/installs`, a module cache, the
 * root of an image. Where the directory's own path is the beginning of a known place, the owner is known; elsewhere only the names
 * below it are, as of `/backup/goenv`.
 */
export function placesBelow(directory: string, known: readonly ForeignPlace[]): PlacesBelow {
  const splits = known.flatMap((place) => splitsOf(place, namesOf(directory)));
  const ways = splits.filter(({ isBegun }) => isBegun);
  // A star in front would be any directory of any directory.
  const others = splits.filter(({ isBegun, pattern }) => !isBegun && /^\/[^*/]+\//.test(pattern));
  const unowned = [...others.map(({ pattern }) => pattern), ...STORE];
  const all = [
    ...ways.filter(({ pattern }) => pattern !== ''),
    ...unowned.map((pattern) => ({ by: 'path', pattern, isRebuilt: false }) as const),
  ];
  const first = Map.groupBy(all, ({ pattern }) => pattern).values();
  return {
    itself: ways.find(({ pattern }) => pattern === '') ?? { by: 'path', isRebuilt: false },
    below: [...first].flatMap(([place]) => (place === undefined ? [] : [place])),
  };
}

interface Split extends ForeignPlace {
  /** The directory's path ends with what was cut off in front. */
  readonly isBegun: boolean;
}

/** A place as seen from each directory on its way. */
function splitsOf({ by, pattern, isRebuilt }: ForeignPlace, above: readonly string[]): readonly Split[] {
  const parts = namesOf(pattern);
  return [...parts, ''].map((_, count) => {
    const end = above.slice(above.length - count);
    const isBegun =
      count <= above.length && parts.slice(0, count).every((part, at) => isLike(part, end[at] ?? ''));
    const rest = parts.slice(count).map((part) => `/${part}`);
    return { by, pattern: rest.join(''), isRebuilt, isBegun };
  });
}

function isLike(part: string, name: string): boolean {
  return part.includes('*') ? namesLike(part, [name]).length > 0 : part === name;
}

function namesOf(path: string): readonly string[] {
  return path.split('/').filter((name) => name !== '');
}
