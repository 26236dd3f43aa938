import type { TakenTree } from '../../core/foreign/import-plan.ts';
import { MODULE_ZIP_LACKS, toolchainModule } from '../../core/release/module-name.ts';
import { GvError } from '../../errors.ts';
import { copyCovered } from '../../io/foreign/copy-covered.ts';
import type { Installed } from '../../io/store/toolchains.ts';
import { moduleH1 } from '../../trust/log/module-h1.ts';
import { judge } from '../../trust/policy.ts';
import type { Run } from '../../world.ts';
import { commitTree, inStage } from '../install/place.ts';
import { placing, tellVerdict, type PlaceRequest } from '../install/placing.ts';

/**
 * Copies a proven tree of another manager into the store: the files that the checksum database covers, and nothing else. The
 * proof is over the copy, in a closed stage, and not over the tree, which its owner may change meanwhile. Nothing of the tree is
 * changed. Fails with `tree-changed` and as `commitTree` does.
 */
export async function adopt(
  run: Run,
  { tree, judgement }: TakenTree,
  global: PlaceRequest['global'],
): Promise<Installed> {
  const { version, platform, record } = judgement;
  const { covered = [] } = judgement;
  const module = toolchainModule(version, platform);
  return placing(run, { version, keeps: () => true, global }, () =>
    inStage(run, version, async (stage) => {
      const copy = await copyCovered({
        from: tree.path,
        into: stage.path,
        files: covered,
        signal: run.signal,
      });
      const h1 = moduleH1(copy.files, module);
      if (h1 !== record.h1) throw new GvError('log-wrong', `${tree.path} is not go ${version.label}: ${h1}`);
      const measured = { name: `${module.version}.zip`, size: 0, sha256: '' };
      const found = judge({
        version,
        fileName: measured.name,
        how: 'module-zip',
        digest: { state: 'none' },
        signature: { state: 'absent' },
        log: { state: 'included', h1, record: record.record, treeSize: record.treeSize },
        unproven: false,
      });
      const verdict = { ...found, missing: [...found.missing, MODULE_ZIP_LACKS] };
      tellVerdict(run, version, verdict);
      await commitTree(run, { stage, facts: { version, measured, verdict, source: tree.path }, tree: copy });
    }),
  );
}
