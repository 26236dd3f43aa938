import { join } from 'node:path';
import type { Reuse } from '../../core/events.ts';
import { platformText } from '../../core/platform.ts';
import type { LogRecord } from '../../core/proof.ts';
import { isModuleOfArchive } from '../../core/release/module-form.ts';
import { isModuleZip, MODULE_ZIP_LACKS } from '../../core/release/module-name.ts';
import type { CoveredFile } from '../../core/toolchain/judgement.ts';
import type { Manifest } from '../../core/toolchain/manifest.ts';
import type { Receipt } from '../../core/toolchain/receipt.ts';
import type { Version } from '../../core/version.ts';
import { GvError } from '../../errors.ts';
import { removeTree } from '../../io/disk/write.ts';
import type { Http } from '../../io/http/http.ts';
import type { Stage } from '../../io/store/staging.ts';
import { copyListed } from '../../io/tree/copy-listed.ts';
import { type UnpackedZip, unpackModuleZip } from '../../io/zip/zip-unpack.ts';
import { startZipWorkers } from '../../io/zip/zip-workers.ts';
import { readVersionFile } from '../../trust/content.ts';
import { isInModule } from '../../trust/log/module-h1.ts';
import type { Run } from '../../world.ts';
import { commitAs, inStage } from '../install/place.ts';
import { placing } from '../install/placing.ts';
import { unpackingOf } from '../install/prove-module.ts';
import { recordOf } from '../log/recorded.ts';
import { differenceText, doubtText } from '../reuse/difference.ts';
import { type ReusedRelease, reuseInstalled } from '../reuse/reuse-installed.ts';
import { checkRecorded, withWholeZip } from './whole-list.ts';

export interface RepairRequest {
  readonly version: Version;
  readonly http: Http;
  /** Verifier key of the trusted checksum database. */
  readonly logKey: string;
  readonly receipt: Receipt | undefined;
  /** The digests of the installed files, which speak for those that h1 does not cover. */
  readonly manifest: Manifest | undefined;
}

/**
 * Puts an installed toolchain back as it was released. A new tree is made in a stage: what agrees in size and CRC is copied from the
 * installed one, and the rest is fetched by ranges of the module zip, or all of it where that does not give the recorded h1. Only
 * a tree with that h1 takes the old one's place, in one step. Files of an archive that h1 does not cover are copied where they have
 * the manifest's digests. Fails with `tree-changed` for an archive that no module zip can repair, and as an install does.
 */
export async function repairTree(run: Run, request: RepairRequest): Promise<void> {
  const { version, receipt } = request;
  const isZip = receipt === undefined || isModuleZip(receipt);
  if (!isZip && !isModuleOfArchive(version, run.platform)) {
    const text = `go ${version.label} came as an archive, and no module zip is known to have its files`;
    throw new GvError('tree-changed', text, { hint: `gv install --force ${version.label}` });
  }
  if (run.offline) {
    throw new GvError('offline', `the files of go ${version.label} are put back from a module proxy`, {
      hint: 'Leave --offline (GV_OFFLINE) out.',
    });
  }
  await placing(run, { version, keeps: () => false, global: 'never' }, async () => {
    const { h1, record, treeSize } = await recordOf(run, { ...request, platform: run.platform });
    await inStage(run, version, async (stage) => {
      const { tree, ...origin } = await provenTree(run, request, { stage, h1 });
      const outside = isZip ? [] : copyOutside(run, request, { stage, tree });
      const before = isZip ? zipReceipt(run, version, origin) : receipt;
      const log: LogRecord = { kind: 'log', h1, record, treeSize };
      const after = { ...before, proofs: [...before.proofs.filter(({ kind }) => kind !== 'log'), log] };
      await commitAs(run, {
        stage,
        version,
        tree: { ...tree, files: [...tree.files, ...outside] },
        receipt: { ...after, repaired: run.now().toISOString() },
      });
    });
  });
}

interface ProvenTree {
  readonly tree: UnpackedZip;
  /** Without credentials. */
  readonly source: string;
  readonly name: string;
  /** Bytes of the whole zip. */
  readonly size: number;
  /** Empty where only pieces were fetched. */
  readonly sha256: string;
  readonly reused?: Reuse;
}

interface ProvingContext {
  readonly stage: Stage;
  /** As the checksum database has it. */
  readonly h1: string;
}

/** The tree of the release in `go/` of the stage. Where the copied files give another h1, the whole zip tells which of them lie. */
async function provenTree(
  run: Run,
  request: RepairRequest,
  { stage, h1 }: ProvingContext,
): Promise<ProvenTree> {
  const { version, http } = request;
  const workers = startZipWorkers();
  let release: ReusedRelease | undefined;
  try {
    const base = { version, path: run.layout.toolchain(version.name) };
    const job = { http, version, workers, stage: stage.path, base, onStart: () => undefined };
    release = await reuseInstalled(run, job);
  } finally {
    await workers.stop();
  }
  if (release?.tree.h1 === h1) return { ...release, sha256: '' };
  if (release !== undefined) run.emit({ type: 'notice', text: doubtText(release) });
  const whole = await wholeTree(run, request, { stage, h1 });
  if (release !== undefined) run.emit({ type: 'warning', text: differenceText(release, whole.tree) });
  return whole;
}

function wholeTree(run: Run, request: RepairRequest, { stage, h1 }: ProvingContext): Promise<ProvenTree> {
  const { version } = request;
  return withWholeZip(run, { ...request, platform: run.platform }, async ({ handle, measured, stats }) => {
    const { name, size, sha256 } = measured;
    // The files of an earlier attempt.
    await removeTree(join(stage.path, 'go'));
    const tree = await unpackModuleZip(
      handle,
      stage.path,
      unpackingOf(run, version, () => size),
    );
    checkRecorded(name, { h1: tree.h1, recorded: h1 });
    return { tree, source: stats.url ?? `cache of ${name}`, name, size, sha256 };
  });
}

/** Copies the files outside h1 that are still as installed; gives all that the manifest has there, so that a missing one stays found. */
function copyOutside(
  { layout }: Run,
  { version, manifest }: RepairRequest,
  { stage, tree }: { readonly stage: Stage; readonly tree: UnpackedZip },
): readonly CoveredFile[] {
  const files = [...(manifest ?? [])].flatMap(([path, sha256]) =>
    isInModule(path) ? [] : [{ path, sha256 }],
  );
  copyListed({
    from: layout.toolchain(version.name),
    into: join(stage.path, 'go'),
    files,
    time: readVersionFile(tree.versionFile).time,
  });
  return files;
}

function zipReceipt(run: Run, version: Version, origin: Omit<ProvenTree, 'tree'>): Receipt {
  const { name, source, size, sha256, reused } = origin;
  return {
    schema: 1,
    release: version.label,
    platform: platformText(run.platform),
    archive: name,
    source,
    sha256,
    size,
    proofs: [],
    unproven: false,
    missing: [MODULE_ZIP_LACKS],
    installed: run.now().toISOString(),
    ...(reused === undefined ? {} : { reused }),
  };
}
