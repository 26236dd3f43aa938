import { platformText } from '../../core/platform.ts';
import { nearestPatches } from '../../core/reuse/nearest-patch.ts';
import type { Version } from '../../core/version.ts';
import { type Installed, installedToolchains, receiptOf } from '../../io/store/toolchains.ts';
import type { World } from '../../world.ts';

/**
 * The installed toolchain that most likely has the files of a release: the nearest patch of its line, for this platform. A
 * toolchain without a receipt is not one of gv's, and one that nothing proved is not asked. Undefined where there is none.
 */
export function reusableBase({ layout, platform }: World, version: Version): Installed | undefined {
  return nearestPatches(version, installedToolchains(layout)).find((installed) => {
    const receipt = receiptOf(layout, installed.version);
    return receipt !== undefined && !receipt.unproven && receipt.platform === platformText(platform);
  });
}
