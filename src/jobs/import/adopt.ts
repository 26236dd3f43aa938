import { join } from 'node:path';
import { parentsOf } from '../../core/archive/zip-tree.ts';
import type { ImportMode, TakenTree } from '../../core/foreign/import-plan.ts';
import { MODULE_ZIP_LACKS, toolchainModule } from '../../core/release/module-name.ts';
import { GvError } from '../../errors.ts';
import { readSmall } from '../../io/disk/read.ts';
import { linkAtomic } from '../../io/disk/write.ts';
import type { CopyOrder, TreeCopiers } from '../../io/foreign/copy-covered.ts';
import type { Installed } from '../../io/store/toolchains.ts';
import type { UnpackedTree } from '../../io/tar/unpack-thread.ts';
import { moduleH1 } from '../../trust/log/module-h1.ts';
import { judge } from '../../trust/policy.ts';
import type { Run } from '../../world.ts';
import { commitTree, inStage, type PlacedFacts } from '../install/place.ts';
import { placing, type PlaceRequest } from '../install/placing.ts';

export interface AdoptContext extends Pick<PlaceRequest, 'global'> {
  readonly copiers: TreeCopiers;
  readonly mode: ImportMode;
}

/**
 * Takes a proven tree of another manager into the store. A copy has the files that the checksum database covers, and nothing else;
 * the proof is over the copy, in a closed stage, and not over the tree, which its owner may change meanwhile. A link is for a tree
 * that no other account may write (`sharedStep`). Nothing of the tree is changed. Fails with `tree-changed` and as `commitTree` does.
 */
export async function adopt(
  run: Run,
  taken: TakenTree,
  { copiers, mode, global }: AdoptContext,
): Promise<Installed> {
  const { version, platform, record, covered: files = [] } = taken.judgement;
  const { path: from } = taken.tree;
  return placing(run, { version, keeps: () => true, global }, () =>
    inStage(run, version, async (stage) => {
      const isLink = mode === 'link';
      const order = { from, into: stage.path, files };
      const tree = isLink ? await linked(order) : await copiers.copy(order);
      const h1 = moduleH1(tree.files, toolchainModule(version, platform));
      if (h1 !== record.h1) throw new GvError('log-wrong', `${from} is not go ${version.label}: ${h1}`);
      const facts = factsOf(taken);
      await commitTree(run, { stage, facts: { ...facts, shared: isLink || undefined }, tree });
    }),
  );
}

/** A link in a stage, in the place of a tree. */
async function linked({ from, into, files }: CopyOrder): Promise<UnpackedTree> {
  await linkAtomic(from, join(into, 'go'));
  return {
    files,
    directories: new Set(parentsOf(files.map(({ path }) => path))),
    bytes: 0,
    versionFile: readSmall(join(from, 'VERSION')) ?? '',
    seal: () => Promise.resolve(),
  };
}

function factsOf({ tree, judgement }: TakenTree): PlacedFacts {
  const { version, platform, record } = judgement;
  const measured = { name: `${toolchainModule(version, platform).version}.zip`, size: 0, sha256: '' };
  const verdict = judge({
    version,
    fileName: measured.name,
    how: 'module-zip',
    digest: { state: 'none' },
    signature: { state: 'absent' },
    log: { state: 'included', h1: record.h1, record: record.record, treeSize: record.treeSize },
    unproven: false,
  });
  const missing = [...verdict.missing, MODULE_ZIP_LACKS];
  return { version, measured, verdict: { ...verdict, missing }, source: tree.path };
}
