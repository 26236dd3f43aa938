import { join } from 'node:path';
import type { Complaint } from '../../../core/choice/finding.ts';
import { entryKind } from '../../../io/disk/read.ts';
import { isAppleSilicon } from '../../../io/host/machine.ts';
import { installedToolchains } from '../../../io/store/toolchains.ts';
import type { World } from '../../../world.ts';

/** Toolchains for amd64 on a Mac whose processor is arm64: they work, and every build takes longer. */
export function translatedComplaints(world: World): readonly Complaint[] {
  const { layout, platform } = world;
  const found = installedToolchains(layout).filter(
    ({ path }) => entryKind(join(path, 'pkg', 'tool', 'darwin_amd64')) !== 'absent',
  );
  if (found.length === 0 || !isAppleSilicon(world)) return [];
  return found.map(({ version }) => {
    const again = `gv install --force ${version.label}`;
    return {
      code: 'translated',
      level: 'advice',
      text: `go ${version.label} is for darwin/amd64, and this Mac runs its programs translated by Rosetta`,
      // A gv that is translated itself would install the same again.
      cure: platform.arch === 'arm64' ? again : `set gv up again by its install.sh, then ${again}`,
    };
  });
}
