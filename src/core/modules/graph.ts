import { compareVersions } from './versions.ts';

/** The graph of `go mod graph`: who requires whom, by `path@version`; a main module has no version. */
export type ModuleGraph = ReadonlyMap<string, readonly string[]>;

/** Edges beyond this number are not read; Kubernetes has some 4 000. */
const MOST_EDGES = 500_000;

/** Takes the lines of `go mod graph` in parts. */
export interface GraphReader {
  readonly add: (part: string) => void;
  graph(): ModuleGraph;
}

export function graphReader(): GraphReader {
  const edges = new Map<string, string[]>();
  let [waiting, count] = ['', 0];
  return {
    add(part) {
      const lines = `${waiting}${part}`.split('\n');
      waiting = lines.pop() ?? '';
      for (const line of lines) {
        const [from, to] = line.split(' ');
        if (from === undefined || to === undefined || count >= MOST_EDGES) continue;
        count += 1;
        const known = edges.get(from);
        if (known === undefined) edges.set(from, [to]);
        else known.push(to);
      }
    },
    graph: () => edges,
  };
}

/** Modules that require each other in a circle. */
export interface Cycle {
  /** Paths, sorted. */
  readonly modules: readonly string[];
  /** The requirement inside the circle that asks for the oldest version, `from@version to@version`: it keeps that version in the graph. */
  readonly oldest: string;
}

/**
 * The circles of a graph of modules, versions left aside: the strongly connected components of more than one module (Tarjan), the
 * largest first. Iterative, as a chain of requirements may be longer than the stack.
 */
export function cyclesIn(graph: ModuleGraph): readonly Cycle[] {
  const next = new Map<string, Set<string>>();
  for (const [from, all] of graph) {
    const own = next.get(pathOf(from)) ?? new Set();
    for (const to of all) if (pathOf(to) !== pathOf(from)) own.add(pathOf(to));
    next.set(pathOf(from), own);
  }
  return components(next)
    .filter((modules) => modules.length > 1)
    .map((modules) => ({ modules: modules.toSorted(), oldest: oldestIn(graph, new Set(modules)) }))
    .toSorted((a, b) => b.modules.length - a.modules.length);
}

function oldestIn(graph: ModuleGraph, modules: ReadonlySet<string>): string {
  let oldest: readonly [from: string, to: string] | undefined;
  for (const [from, all] of graph) {
    if (!modules.has(pathOf(from))) continue;
    for (const to of all) {
      if (!modules.has(pathOf(to)) || pathOf(to) === pathOf(from)) continue;
      if (oldest === undefined || compareVersions(versionOf(to), versionOf(oldest[1])) < 0)
        oldest = [from, to];
    }
  }
  return oldest?.join(' ') ?? '';
}

function versionOf(name: string): string {
  return name.slice(pathOf(name).length + 1);
}

function pathOf(name: string): string {
  const at = name.indexOf('@');
  return at < 0 ? name : name.slice(0, at);
}

interface Visit {
  readonly name: string;
  readonly left: Iterator<string>;
}

function components(next: ReadonlyMap<string, ReadonlySet<string>>): readonly (readonly string[])[] {
  const [index, low] = [new Map<string, number>(), new Map<string, number>()];
  const [stack, found]: [string[], string[][]] = [[], []];
  const open = new Set<string>();
  const enter = (name: string): Visit => {
    index.set(name, index.size);
    low.set(name, index.size - 1);
    stack.push(name);
    open.add(name);
    return { name, left: (next.get(name) ?? new Set<string>()).values() };
  };
  const lower = (name: string, to: number | undefined): void => {
    low.set(name, Math.min(low.get(name) ?? 0, to ?? 0));
  };
  const leave = ({ name }: Visit): void => {
    if (low.get(name) !== index.get(name)) return;
    const members = stack.splice(stack.lastIndexOf(name));
    for (const member of members) open.delete(member);
    found.push(members);
  };
  for (const start of next.keys()) {
    const visits = index.has(start) ? [] : [enter(start)];
    for (let visit = visits.at(-1); visit !== undefined; visit = visits.at(-1)) {
      const step = visit.left.next();
      if (step.done !== true) {
        const { value } = step;
        if (!index.has(value)) visits.push(enter(value));
        else if (open.has(value)) lower(visit.name, index.get(value));
        continue;
      }
      leave(visit);
      visits.pop();
      const above = visits.at(-1);
      if (above !== undefined) lower(above.name, low.get(visit.name));
    }
  }
  return found;
}
