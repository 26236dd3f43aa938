import { join } from 'node:path';
import type { Complaint, FindingCode } from '../../../core/choice/finding.ts';
import { isExecutable } from '../../../io/disk/access.ts';
import { staleLinks, wantedLinks, wrongLinks } from '../../../io/store/links.ts';
import { installedToolchains } from '../../../io/store/toolchains.ts';
import type { Run } from '../../../world.ts';
import { rehash } from '../../installed/rehash.ts';

/** Compares shims, `goX.Y.Z` links, aliases and `current` with the installed toolchains. */
export function linkComplaints(run: Run): readonly Complaint[] {
  const { layout } = run;
  const script = join(layout.scripts, 'shim.sh');
  const installed = installedToolchains(layout);
  const wanted = wantedLinks(layout, installed);
  const mend = async (): Promise<void> => {
    await rehash(run);
  };
  return [
    ...(isExecutable(script)
      ? []
      : [complaint('shim-broken', `${script} is missing or cannot be run`, 'run install.sh again')]),
    ...wrongLinks(layout, installed).map((path) => ({
      ...complaint('link-wrong', `${path} does not match the installed toolchains`, 'gv rehash'),
      mend,
    })),
    ...staleLinks(layout, wanted).map((path) => ({
      ...complaint('link-stale', `${path} names a toolchain that is not installed`, 'gv rehash'),
      mend,
    })),
  ];
}

function complaint(code: FindingCode, text: string, cure: string): Complaint {
  return { code, text, cure };
}
