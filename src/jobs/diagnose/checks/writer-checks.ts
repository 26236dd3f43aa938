import type { Complaint } from '../../../core/choice/finding.ts';
import { shellWord } from '../../../core/shells/quote.ts';
import { writerOf } from '../../../io/host/writers.ts';
import { isTightenable, looseFiles, rootWriter } from '../../../io/store/own-files.ts';
import { type OtherWriter, writerText } from '../../../trust/writers.ts';
import type { Run, World } from '../../../world.ts';
import { type Disbelief, disbeliefText } from '../../keys/believed.ts';
import { tightenOwnFiles } from '../../own/tighten.ts';

/** Entries that gv relies on and other accounts may write. Runners, OpenShift and network disks are so: advice, and no reason to stop. */
export function writerComplaints(run: Run): readonly Complaint[] {
  return [...pathWriter(run), ...looseOnes(run)];
}

/** The root, or a directory above it. */
function pathWriter({ layout }: World): readonly Complaint[] {
  const writer = rootWriter(layout) ?? writerOf(layout.root);
  if (writer === undefined) return [];
  return [
    {
      code: 'root-writable-by-others',
      level: 'advice',
      text: `${writerText(writer)}, and so change what lies in ${layout.root}`,
      cure: `${mendingOf(writer)}, unless it is meant so`,
    },
  ];
}

function looseOnes(run: Run): readonly Complaint[] {
  const [first, ...others] = looseFiles(run.layout);
  if (first === undefined) return [];
  const more = others.length === 0 ? '' : `, and ${others.length} more files or directories of gv`;
  const isMendable = isTightenable(run.layout, first);
  return [
    {
      code: 'files-writable-by-others',
      level: 'advice',
      text: `${writerText(first)}${more}`,
      cure: isMendable ? 'gv doctor --fix' : `${mendingOf(first)}, unless it is meant so`,
      ...(isMendable ? { mend: async () => void (await tightenOwnFiles(run)) } : {}),
    },
  ];
}

/** A config whose trust keys do not count. */
export function disbeliefComplaint(world: World, disbelief: Disbelief | undefined): readonly Complaint[] {
  if (disbelief === undefined) return [];
  const { keys, writer } = disbelief;
  const isConfig = writer.path === world.layout.config;
  const key = keys[0] ?? 'keyring';
  const cure = isConfig
    ? `gv config unset ${key}; gv config set ${key} believes one that you name`
    : `look at gv config list, then: ${mendingOf(writer)}`;
  return [{ code: 'config-not-believed', text: disbeliefText(world, disbelief), cure }];
}

function mendingOf({ path, who }: OtherWriter): string {
  return who === 'owner' ? `chown ${shellWord(path)} to yourself, or move` : `chmod go-w ${shellWord(path)}`;
}
