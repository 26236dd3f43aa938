import type { Query } from '../../core/choice/query.ts';
import { isMeant, newestFirst } from '../../core/choice/select.ts';
import type { Resolution } from '../../core/choice/trace.ts';
import { lineStates, type LineState } from '../../core/release/line-state.ts';
import type { Provenance } from '../../core/toolchain/provenance.ts';
import { isPrerelease, lineOf, type Version } from '../../core/version.ts';
import { lastListed } from '../../io/cache/last-listed.ts';
import { globalFile, globalToolchain } from '../../io/store/global-version.ts';
import { readProvenances } from '../../io/store/provenance-cache.ts';
import {
  type Damaged,
  damagedToolchains,
  type Installed,
  installedToolchains,
} from '../../io/store/toolchains.ts';
import type { World } from '../../world.ts';
import { currentBase } from '../here/answering.ts';

/** An installed toolchain with its facts for a list. */
export interface Listed extends Installed {
  /** True for the toolchain that answers in the current directory. */
  readonly here: boolean;
  /** True for the toolchain of the global version. */
  readonly global: boolean;
  readonly prerelease: boolean;
  /** The proofs by its receipt. */
  readonly origin: Provenance['trust'];
  /** True for a toolchain from a module zip, which lacks the parts that `go` itself does not need. */
  readonly moduleZip: boolean;
  /** True for a link to the tree of another manager. */
  readonly shared: boolean;
  /** Bytes of its archive, as downloaded; null without a receipt. */
  readonly size: number | null;
  /** The newest patch of its line, where that is newer than every installed one, as the servers last listed it; else null. */
  readonly update: string | null;
  /** Two newer lines with a stable release are known, so the Go team supports this one no longer. */
  readonly endOfLife: boolean;
  /** The host whose index named its digest, where that is not an official one; else null. */
  readonly index: string | null;
  /** The part without which it cannot run: the tree to which a link leads, or `bin/go` in a tree; null for a whole toolchain. */
  readonly lacks: Damaged['lacks'] | null;
}

/** As `listInstalled`, with the toolchains that cannot run: they lie there all the same, and `gv uninstall` removes them. */
export async function listStored(
  world: World,
  query: Query | undefined,
  resolution?: Resolution,
): Promise<readonly Listed[]> {
  const whole = await listInstalled(world, query, resolution);
  const damaged = damagedToolchains(world.layout);
  if (damaged.length === 0) return whole;
  const among = installedToolchains(world.layout);
  const wanted = damaged.filter(({ version }) => query === undefined || isMeant(query, version, among));
  const provenances = readProvenances(world.layout, wanted);
  const marked = wanted.map(({ lacks, ...toolchain }) => ({
    ...toolchain,
    ...marksOf(toolchain.version, provenances.get(toolchain.version.name)),
    shared: lacks === 'tree' || provenances.get(toolchain.version.name)?.shared === true,
    here: false,
    global: false,
    update: null,
    endOfLife: false,
    lacks,
  }));
  return newestFirst([...whole, ...marked]);
}

/** The installed toolchains of a query (all without one), newest first; `resolution` is the toolchain that answers here, where it is known. */
export async function listInstalled(
  world: World,
  query: Query | undefined,
  resolution?: Resolution,
): Promise<readonly Listed[]> {
  const installed = installedToolchains(world.layout);
  const globalName = globalToolchain(world.layout, installed, globalFile(world.layout))?.version.name;
  const answer = resolution ?? (await currentBase(world));
  const here = answer.ok ? answer.base.name : undefined;
  const wanted = installed.filter(({ version }) => query === undefined || isMeant(query, version, installed));
  const provenances = readProvenances(world.layout, wanted);
  const lines = linesAmong(world, installed);
  return wanted.map((toolchain) => {
    const { name } = toolchain.version;
    return {
      ...toolchain,
      ...marksOf(toolchain.version, provenances.get(name)),
      here: name === here,
      global: name === globalName,
      ...standing(toolchain.version, lines),
      lacks: null,
    };
  });
}

/** The marks that release and receipt give. */
function marksOf(
  version: Version,
  provenance: Provenance | undefined,
): Pick<Listed, 'prerelease' | 'origin' | 'moduleZip' | 'shared' | 'size' | 'index'> {
  return {
    prerelease: isPrerelease(version),
    origin: provenance?.trust ?? 'unknown',
    moduleZip: provenance?.moduleZip ?? false,
    shared: provenance?.shared ?? false,
    size: provenance?.size ?? null,
    index: provenance?.index ?? null,
  };
}

/** The state of each installed line by what the servers last listed; no server is asked. */
function linesAmong({ layout }: World, installed: readonly Installed[]): ReadonlyMap<string, LineState> {
  const listed = lastListed(layout).map((version) => ({ version }));
  return new Map(lineStates(installed, listed).map((state) => [state.line, state]));
}

function standing(
  version: Version,
  lines: ReadonlyMap<string, LineState>,
): Pick<Listed, 'update' | 'endOfLife'> {
  const state = lines.get(lineOf(version));
  const isNewest = state?.installed[0]?.name === version.name;
  const update = state?.outdated === true && isNewest ? (state.newest?.label ?? null) : null;
  return { update, endOfLife: state?.support === 'ended' };
}
