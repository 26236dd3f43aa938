import { describe, expect, it } from 'vitest';
import { sourceFiles, specifiersOf, type SourceFile } from '../support/source-files.ts';

const FILES = sourceFiles();

/** What each folder may import beside itself; '' stands for the files directly in src/, of which `ROOT_FILES` tells more. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  core: [],
  trust: ['core'],
  io: ['core', 'trust'],
  jobs: ['core', 'trust', 'io'],
  report: ['core', 'trust'],
  commands: ['core', 'trust', 'io', 'jobs', 'report', 'tui'],
  tui: ['core', 'trust', 'io', 'jobs', 'report'],
  '': ['core', 'report', 'commands', 'io'],
};

/** errors.ts is everybody's; the world is for those who act, and what it says reaches core and trust as values. */
const ROOT_FILES: Readonly<Record<string, readonly string[]>> = {
  'errors.ts': Object.keys(MAY_IMPORT),
  'world.ts': ['io', 'jobs', 'report', 'commands', 'tui', ''],
  'main.ts': [''],
  'cli.ts': [],
};

function isAllowed(from: SourceFile, target: string): boolean {
  const layer = target.includes('/') ? (target.split('/')[0] ?? '') : '';
  if (layer === '') return ROOT_FILES[target]?.includes(from.layer) ?? false;
  return layer === from.layer || (MAY_IMPORT[from.layer]?.includes(layer) ?? false);
}

function edges(): readonly (readonly [SourceFile, string])[] {
  return FILES.flatMap((file) => file.files.map((target) => [file, target] as const));
}

/** The first cycle found, as its path, or nothing. */
function cycle(): readonly string[] {
  const targets = new Map(FILES.map((file) => [file.path, file.files]));
  const done = new Set<string>();
  const walk = (path: string, above: readonly string[]): readonly string[] => {
    if (above.includes(path)) return [...above.slice(above.indexOf(path)), path];
    if (done.has(path)) return [];
    const found = (targets.get(path) ?? [])
      .map((next) => walk(next, [...above, path]))
      .find((it) => it.length > 0);
    done.add(path);
    return found ?? [];
  };
  return FILES.map((file) => walk(file.path, [])).find((it) => it.length > 0) ?? [];
}

describe('the reader of imports', () => {
  it('sees static, side-effect, type, multi-line, re-exporting and dynamic imports, and no comments', () => {
    const text = [
      "import { a } from './a.ts';",
      "import './b.ts';",
      "import type { C } from './c.ts';",
      "import {\n  d,\n  type E,\n} from './d.ts';",
      "export { f } from './f.ts';",
      "export const g = () => import('./g.ts');",
      "// import('./comment.ts')",
      " * import { x } from './docstring.ts'",
    ].join('\n');
    expect(specifiersOf(text)).toEqual(['./a.ts', './b.ts', './c.ts', './d.ts', './f.ts', './g.ts']);
  });

  it('finds the whole program', () => {
    const paths = FILES.map((file) => file.path);
    expect(paths).toContain('cli.ts');
    expect(edges().filter(([, target]) => !paths.includes(target))).toEqual([]);
  });
});

describe('src/', () => {
  it('has only folders whose direction is laid down', () => {
    expect(FILES.filter((file) => MAY_IMPORT[file.layer] === undefined).map((file) => file.path)).toEqual([]);
  });

  it('imports in one direction: commands, tui -> jobs, report -> io -> trust -> core', () => {
    const wrong = edges().filter(([file, target]) => !isAllowed(file, target));
    expect(wrong.map(([file, target]) => `${file.path} -> ${target}`)).toEqual([]);
  });

  it('has no import cycle', () => {
    expect(cycle()).toEqual([]);
  });

  it('has one way into commands/', () => {
    const above = edges().filter(
      ([file, target]) => target.startsWith('commands/') && file.layer !== 'commands',
    );
    expect(above.map(([file, target]) => `${file.path} -> ${target}`)).toEqual([
      'main.ts -> commands/program/program.ts',
    ]);
  });
});

/**
 * Inside a layer, a room imports itself and the rooms that stand before it here. `.` is the files that lie in no room: the
 * nouns of everybody in core, what uses all rooms elsewhere. The groups of commands do not know each other.
 */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  core: [
    '.',
    'text',
    'shells',
    'archive',
    'choice',
    'reuse',
    'go',
    'settings',
    'names',
    'net',
    'roads',
    'go-run',
    'modules',
    'program',
    'release',
    'toolchain',
    'own',
    'machine',
    'statistics',
    'matrix',
    'bench',
    'test-run',
    'foreign',
  ],
  trust: ['openpgp', 'log', 'proof-file', '.'],
  io: [
    'process',
    'http',
    'disk',
    'children',
    'net',
    'tree',
    'machine',
    'host',
    'running',
    'stage',
    'store',
    'here',
    'download',
    'tar',
    'go',
    'roads',
    'zip',
    'ranges',
    'reuse',
    'own',
    'cache',
    'modules',
    'log',
    'names',
    'go-run',
    'foreign',
  ],
  jobs: [
    'keys',
    'log',
    'releases',
    'reuse',
    'install',
    'trees',
    'carried',
    'own',
    'here',
    'installed',
    'surroundings',
    'environment',
    'net',
    'chain',
    'names',
    'roads',
    'network',
    'asking',
    'modules',
    'places',
    'machine',
    'audit',
    'import',
    'diagnose',
    'running',
    'matrix',
    'bench',
    'test-run',
  ],
  report: [
    'page',
    'events',
    'results',
    'environment',
    'net',
    'machine',
    'annotations',
    'matrix',
    'own',
    'audit',
    '.',
  ],
  commands: ['parts', 'releases', 'here', 'compare', 'proofs', 'shells', 'own', '.', 'help', 'program'],
  tui: ['state', 'views', 'run', 'picker', '.'],
};

const MOST_FILES = 12;

/** Rooms that are larger, each with its reason. A room that grows past its number is divided. */
const LARGER: Readonly<Record<string, number>> = {
  // Older than the rule: one reducer, cut by what a key does.
  'tui/state': 18,
  // Older than the rule: one step of a proof a file.
  'trust/log': 16,
  'trust/openpgp': 15,
};

/** `io/disk` of `io/disk/mutex.ts`, `core/.` of `core/version.ts`; undefined for the files directly in src/. */
function roomOf(path: string): string | undefined {
  const [layer, room, ...rest] = path.split('/');
  if (room === undefined) return undefined;
  return rest.length === 0 ? `${layer}/.` : `${layer}/${room}`;
}

/** Every import from one room of a layer into another. */
function arrows(): readonly { readonly from: string; readonly to: string; readonly import: string }[] {
  return FILES.flatMap((file) =>
    file.files.flatMap((target) => {
      const [from, to] = [roomOf(file.path), roomOf(target)];
      if (from === undefined || to === undefined || from === to) return [];
      return from.split('/')[0] === to.split('/')[0]
        ? [{ from, to, import: `${file.path} -> ${target}` }]
        : [];
    }),
  );
}

function placeOf(room: string): number {
  const [layer = '', name = ''] = room.split('/');
  return ROOMS[layer]?.indexOf(name) ?? -1;
}

describe('the rooms of src/', () => {
  const rooms = Map.groupBy(FILES, ({ path }) => roomOf(path));

  it('are all in the table, and the table names none that is gone', () => {
    const listed = Object.entries(ROOMS).flatMap(([layer, names]) => names.map((name) => `${layer}/${name}`));
    const found = [...rooms.keys()].filter((room) => room !== undefined);
    expect(found.toSorted()).toEqual(listed.toSorted());
  });

  it('import only rooms that stand before them: no arrow upward, so no circle', () => {
    const upward = arrows().filter(({ from, to }) => placeOf(to) > placeOf(from));
    expect(upward.map((arrow) => arrow.import)).toEqual([]);
  });

  it('are small enough to be read at a glance', () => {
    const most = (room: string): number => LARGER[room] ?? MOST_FILES;
    const full = [...rooms].filter(([room, files]) => room !== undefined && files.length > most(room));
    expect(full.map(([room, files]) => `${room}: ${files.length} files`)).toEqual([]);
  });

  it('are printed as they are', () => {
    const lines = [...Map.groupBy(arrows(), ({ from }) => from)].map(([from, out]) => {
      const to = [...new Set(out.map((arrow) => arrow.to))];
      return `${from} -> ${to.toSorted((a, b) => placeOf(a) - placeOf(b)).join(', ')}`;
    });
    process.stdout.write(`${lines.toSorted().join('\n')}\n`);
    expect(lines.length).toBeGreaterThan(20);
  });
});
