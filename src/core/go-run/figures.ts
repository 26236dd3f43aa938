import { askedPlace, type AskedPlace, type Places } from './asked-place.ts';
import { underWayMs, type Wait } from './waits.ts';

/** One run of go in figures. Times in milliseconds. */
export interface RunFigures {
  /** All requests over HTTP; of them for the module, and to the checksum database. */
  readonly requests: number;
  readonly module: number;
  readonly sumdb: number;
  /** Commands of a version control system that asked a server. */
  readonly commands: number;
  /** Requests and commands that had no end when go was ended. */
  readonly unanswered: number;
  /** The requests that go begins at the first entry of GOPROXY, whichever entry serves them in the end. */
  readonly firstEntryRequests: number;
  readonly networkMs: number;
  readonly entries: readonly EntryWaits[];
}

/** The waits for one entry of GOPROXY. */
export interface EntryWaits {
  readonly entry: URL;
  readonly requests: number;
  /** The time in which at least one request to this entry was under way. */
  readonly ms: number;
  readonly slowestMs: number;
  /** The requests without an answer. */
  readonly failed: number;
}

interface Request extends Wait {
  readonly place: AskedPlace;
}

/**
 * Sums the waits of a run up. `bodyEnds` has the time at which a file of the module cache was whole, by its path below
 * `cache/download`: go's lines end at the header of an answer, and a zip takes longest behind it.
 */
export function figuresOf(
  waits: readonly Wait[],
  places: Places,
  bodyEnds: ReadonlyMap<string, number>,
): RunFigures {
  const requests = waits.flatMap((wait): readonly Request[] => {
    const place = askedPlace(wait.what, places);
    return place === undefined ? [] : [{ ...withBody(wait, bodyEnds.get(place.path)), place }];
  });
  const commands = waits.filter(({ what }) => !/^https?:/.test(what));
  const sumdb = requests.filter(({ place }) => place.isSumdb);
  const ofModule = requests.filter(({ place }) => place.entry !== undefined && !place.isSumdb);
  const throughProxy = sumdb.some(({ place }) => place.entry !== undefined);
  return {
    requests: requests.length,
    module: ofModule.length,
    sumdb: sumdb.length,
    commands: commands.length,
    unanswered: waits.filter(({ isEnded }) => !isEnded).length,
    // Only the question whether an entry passes the database on begins at the first one; all others go to that entry.
    firstEntryRequests: new Set(ofModule.map(({ place }) => place.path)).size + (throughProxy ? 1 : 0),
    networkMs: underWayMs([...requests, ...commands]),
    entries: places.entries.map((entry) => entryWaits(entry, requests)),
  };
}

function withBody(wait: Wait, endMs: number | undefined): Wait {
  return wait.status === 200 && endMs !== undefined ? { ...wait, toMs: Math.max(wait.toMs, endMs) } : wait;
}

function entryWaits(entry: URL, requests: readonly Request[]): EntryWaits {
  const own = requests.filter(({ place }) => place.entry === entry);
  return {
    entry,
    requests: own.length,
    ms: underWayMs(own),
    slowestMs: own.reduce((most, { fromMs, toMs }) => Math.max(most, toMs - fromMs), 0),
    failed: own.filter(({ status }) => status === undefined).length,
  };
}
