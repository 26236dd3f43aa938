import { exactAskings, keptBy, type Asking, type Behind } from '../choice/askings.ts';
import { compareVersions, isPrerelease, lineOf, type Version } from '../version.ts';
import type { LineState } from './line-state.ts';

/** A line that moves from what is installed to its newest patch. */
export interface Step {
  readonly line: string;
  readonly from: Version;
  readonly to: Version;
}

/** The steps of an upgrade, decided before the first one is done. */
export interface UpgradePlan {
  readonly steps: readonly Step[];
  /** Lines that have no stable release: a prerelease is only ever chosen by its name. */
  readonly prereleases: readonly LineState[];
  /** Set when the global version names an older patch of a line. */
  readonly global: { readonly from: Version; readonly to: Version } | undefined;
  /** Pins that name an older patch and stay as they are. */
  readonly behind: readonly (Behind & { readonly to: Version })[];
  /** Older patches that nothing known asks for. */
  readonly replaced: readonly Version[];
  /** Older patches that stay because something asks for them. */
  readonly kept: readonly { readonly version: Version; readonly files: readonly string[] }[];
}

export interface UpgradeFacts {
  /** The lines to upgrade. */
  readonly lines: readonly LineState[];
  readonly installed: readonly Version[];
  readonly askings: readonly Asking[];
  /** The file of the global version, which is among `askings`. */
  readonly globalFile: string;
}

/** Plans the upgrade of installed lines to their newest stable patches. */
export function planUpgrade(facts: UpgradeFacts): UpgradePlan {
  const { lines, installed, askings, globalFile } = facts;
  const steps = lines.flatMap(stepOf);
  const targets = new Map(lines.flatMap((state) => targetOf(state)).map((to) => [lineOf(to), to]));
  const older = exactAskings(askings).flatMap((asking) => {
    const to = newerOf(asking.version, targets);
    return to === undefined ? [] : [{ ...asking, to }];
  });
  const moved = older.find(({ file }) => file === globalFile);
  const after = askings.map((asking) =>
    asking.file === moved?.file ? { ...asking, asked: moved.to.name } : asking,
  );
  const kept = keptBy(after, [...installed, ...steps.map(({ to }) => to)]);
  const old = installed.filter((version) => newerOf(version, targets) !== undefined);
  return {
    steps,
    prereleases: lines.filter(
      ({ newest, outdated }) => outdated && newest !== undefined && isPrerelease(newest),
    ),
    global: moved === undefined ? undefined : { from: moved.version, to: moved.to },
    behind: older.filter((asking) => asking !== moved),
    replaced: old.filter(({ name }) => !kept.has(name)),
    kept: old.flatMap((version) => {
      const files = kept.get(version.name);
      return files === undefined ? [] : [{ version, files }];
    }),
  };
}

function stepOf({ line, installed: [from], newest, outdated }: LineState): readonly Step[] {
  if (!outdated || newest === undefined || from === undefined || isPrerelease(newest)) return [];
  return [{ line, from, to: newest }];
}

/** The release of the line after the upgrade; empty while the line has only prereleases. */
function targetOf({ installed: [have], newest, outdated }: LineState): readonly Version[] {
  const target = outdated ? newest : have;
  return target === undefined || isPrerelease(target) ? [] : [target];
}

function newerOf(version: Version, targets: ReadonlyMap<string, Version>): Version | undefined {
  const to = targets.get(lineOf(version));
  return to !== undefined && compareVersions(version, to) < 0 ? to : undefined;
}
