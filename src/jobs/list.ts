import { select } from '../core/select.ts';
import type { Query } from '../core/query.ts';
import { inRange } from '../core/range.ts';
import { isModuleZip, type Receipt } from '../core/receipt.ts';
import { isPrerelease, lineOf, type Version } from '../core/version.ts';
import { globalFile, globalToolchain } from '../io/global-version.ts';
import { installedToolchains, type Installed, receiptOf } from '../io/toolchains.ts';
import type { World } from '../world.ts';
import { currentBase } from './base.ts';

/** An installed toolchain with what a list says of it. */
export interface Listed extends Installed {
  /** It answers in the current directory. */
  readonly here: boolean;
  /** The global base names it. */
  readonly global: boolean;
  readonly prerelease: boolean;
  /** What its receipt says of its proofs. */
  readonly origin: 'proven' | 'own-key' | 'unproven' | 'unknown';
  /** It came as a module zip, which lacks what `go` itself does not need. */
  readonly moduleZip: boolean;
}

/** The installed toolchains a query means (all without one), newest first. */
export async function listInstalled(world: World, query: Query | undefined): Promise<readonly Listed[]> {
  const installed = installedToolchains(world.layout);
  const globalName = globalToolchain(world.layout, installed, globalFile(world.layout))?.version.name;
  const resolution = await currentBase(world);
  const here = resolution.ok ? resolution.base.name : undefined;
  const wanted = installed.filter(({ version }) => query === undefined || isMeant(query, version, installed));
  return wanted.map((toolchain) => {
    const receipt = receiptOf(world.layout, toolchain.version);
    return {
      ...toolchain,
      here: toolchain.version.name === here,
      global: toolchain.version.name === globalName,
      prerelease: isPrerelease(toolchain.version),
      origin: originOf(receipt),
      moduleZip: receipt !== undefined && isModuleZip(receipt),
    };
  });
}

/** Unlike `select`, a filter keeps all that match, prereleases of a line too. */
export function isMeant(
  query: Query,
  version: Version,
  among: readonly { readonly version: Version }[],
): boolean {
  switch (query.kind) {
    case 'exact':
      return version.name === query.version.name;
    case 'line':
      return lineOf(version) === query.line;
    case 'major':
      return version.major === query.major;
    case 'range':
      return !isPrerelease(version) && inRange(query.range, version);
    case 'channel':
      return select(query, among)?.version.name === version.name;
    case 'mod':
    case 'system':
      return false;
  }
}

/** What a receipt says of a toolchain's proofs. */
export function originOf(receipt: Receipt | undefined): Listed['origin'] {
  if (receipt === undefined) return 'unknown';
  if (receipt.unproven) return 'unproven';
  const own = receipt.proofs.some((proof) => proof.kind === 'signature' && proof.keys === 'keyring');
  return own ? 'own-key' : 'proven';
}
