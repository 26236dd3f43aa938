import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipMembers } from '../../core/archive/gzip.ts';
import { toolDirectories } from '../../core/archive/tree-names.ts';
import type { Reuse } from '../../core/events.ts';
import type { Measured } from '../../core/measured.ts';
import { platformText } from '../../core/platform.ts';
import { toolchainModule } from '../../core/release/module-name.ts';
import { manifestText } from '../../core/toolchain/manifest.ts';
import { receiptText, type Receipt } from '../../core/toolchain/receipt.ts';
import type { Version } from '../../core/version.ts';
import { GvError } from '../../errors.ts';
import { writeFileAtomic } from '../../io/disk/write.ts';
import { openStage, type Stage } from '../../io/store/staging.ts';
import { canRun } from '../../io/store/toolchains.ts';
import type { ArchiveAhead } from '../../io/tar/unpack-ahead.ts';
import type { UnpackedTree } from '../../io/tar/unpack-thread.ts';
import { unpack } from '../../io/tar/unpack.ts';
import { checkContent, readVersionFile } from '../../trust/content.ts';
import type { Verdict } from '../../trust/evidence.ts';
import { moduleH1 } from '../../trust/log/module-h1.ts';
import type { Run, World } from '../../world.ts';
import { checkBuilt, receiptProofs } from './prove.ts';

/** The proofs of a release, and the source of its bytes. */
export interface PlacedFacts {
  readonly version: Version;
  readonly measured: Pick<Measured, 'name' | 'size' | 'sha256'>;
  readonly verdict: Verdict;
  /** The source of the bytes, for the receipt. */
  readonly source: string;
  readonly reused?: Reuse | undefined;
  /** `go` in the stage is a link to the tree of another manager. */
  readonly shared?: true | undefined;
}

/** A proven archive; the handle is open on the bytes that were proven. */
export interface Proven extends PlacedFacts {
  readonly handle: FileHandle;
  /** Where the archive was unpacked while it arrived. */
  readonly staged?: StagedArchive | undefined;
}

/** An archive that is unpacked while it arrives, and the stage that takes its tree. */
export interface StagedArchive {
  readonly stage: Stage;
  readonly ahead: ArchiveAhead;
}

/**
 * Unpacks a proven archive in staging/, unless that happened while it arrived, checks that it holds the wanted release, and makes it
 * visible with one rename. Call it under the release's mutex. Fails with `content-wrong`, `archive-hostile`, `signer-expired` and
 * the disk's codes, leaving nothing behind.
 */
export async function place(run: Run, proven: Proven): Promise<Receipt> {
  const { version, staged } = proven;
  if (staged === undefined) return inStage(run, version, (stage) => unpackAndCommit(run, stage, proven));
  const { stage, ahead } = staged;
  if (proven.verdict.covers === 'everything')
    return commitTree(run, { stage, facts: proven, tree: await ahead.tree() });
  await ahead.clear();
  return unpackAndCommit(run, stage, proven);
}

async function unpackAndCommit(run: Run, stage: Stage, proven: Proven): Promise<Receipt> {
  const { version, handle, measured, verdict } = proven;
  const progress = (bytes: number): void =>
    run.emit({ type: 'unpack', release: version.label, bytes, total: measured.size });
  // The time that is left is reckoned from here.
  progress(0);
  const tree = await unpack(handle, stage.path, {
    // Files without a proof never become visible.
    part: verdict.covers,
    members: gzipMembers(version),
    signal: run.signal,
    progress,
  });
  return commitTree(run, { stage, facts: proven, tree });
}

/** Runs work in a fresh stage, which is removed afterwards, also after a failure. What of it stays is told, and is no failure of the work. */
export async function inStage<T>(run: Run, version: Version, work: (stage: Stage) => Promise<T>): Promise<T> {
  const stage = await openStage(run, version.name);
  try {
    return await work(stage);
  } finally {
    await telling(run, () => stage.drop());
  }
}

/** Tells what of unfinished work could not be cleared away, or taken back. */
async function telling(run: Run, work: () => Promise<GvError | undefined>): Promise<void> {
  let stays: GvError | undefined;
  try {
    stays = await work();
  } catch (error) {
    if (!(error instanceof GvError)) throw error;
    stays = error;
  }
  if (stays !== undefined) tellLeft(run, stays);
}

/** Warns of garbage that stays in staging/, and hinders no install. */
export function tellLeft({ emit }: Run, { message }: GvError): void {
  emit({ type: 'warning', text: `${message}; when that is mended: gv rehash` });
}

/** A proven tree in `go/` of a stage. */
export interface StagedTree {
  readonly stage: Stage;
  readonly facts: PlacedFacts;
  readonly tree: UnpackedTree;
}

/** Checks a proven tree, reports its proofs, gives it its final modes, writes its receipt and manifest, and makes it visible. */
export async function commitTree(run: Run, { stage, facts, tree }: StagedTree): Promise<Receipt> {
  const { version, verdict } = facts;
  checkBuilt(verdict, readVersionFile(tree.versionFile).time);
  // The signature of another release holds: its proofs must not be told for this one.
  checkTree(run, version, tree);
  tellVerdict(run, version, verdict);
  const receipt = receiptFor(run, facts, h1Of(run, facts, tree));
  await commitAs(run, { stage, version, tree, receipt });
  return receipt;
}

/** Reports the proofs of a release, and warns of missing ones at every install. */
function tellVerdict({ emit }: Run, { label: release }: Version, verdict: Verdict): void {
  const proofs = receiptProofs(verdict.proofs);
  for (const proof of proofs) emit({ type: 'proof', release, proof });
  if (!verdict.unproven) return emit({ type: 'proven', release, proofs });
  const lacks = verdict.missing.join('; ');
  emit({ type: 'warning', text: `go ${release} is NOT proven (${lacks}); --unproven allowed it` });
}

/** A proven tree in `go/` of a stage, and the receipt that it gets. */
export interface ReceiptedTree extends Pick<StagedTree, 'stage'> {
  readonly version: Version;
  readonly tree: Pick<UnpackedTree, 'files' | 'directories' | 'versionFile' | 'seal'>;
  readonly receipt: Receipt;
}

/** Checks the content of a proven tree, gives it its final modes, writes receipt and manifest, and makes it visible. */
export async function commitAs(
  world: World,
  { stage, version, tree, receipt }: ReceiptedTree,
): Promise<void> {
  const { layout } = world;
  checkTree(world, version, tree);
  await tree.seal();
  checkProgram(version, stage.path);
  await stage.setRecordsAside();
  await writeFileAtomic(layout.manifest(version.name), manifestText(tree.files));
  await writeFileAtomic(layout.receipt(version.name), receiptText(receipt));
  await stage.commit();
}

function checkTree(world: World, version: Version, tree: ReceiptedTree['tree']): void {
  checkContent({
    version,
    platform: world.platform,
    versionFile: readVersionFile(tree.versionFile),
    toolDirectories: toolDirectories(tree.directories),
  });
  if (tree.files.some(({ path }) => path === 'bin/go')) return;
  throw new GvError('content-wrong', `the archive of go ${version.label} has no bin/go`);
}

/** A signature binds no content: refuses a go that could never run, before it is visible. */
function checkProgram(version: Version, stage: string): void {
  if (canRun({ version, path: join(stage, 'go') })) return;
  const text = `bin/go in the archive of go ${version.label} is empty or may not be executed`;
  throw new GvError('content-wrong', text, {
    hint: 'gv takes official releases only: get the archive from the official site.',
  });
}

/** The h1 of a tree's module: that of the record which it was found to have, or computed from the digests that were taken while it was unpacked. */
function h1Of({ platform }: World, { version, verdict }: PlacedFacts, { files }: UnpackedTree): string {
  const proven = verdict.proofs.find((proof) => proof.kind === 'log');
  return proven?.h1 ?? moduleH1(files, toolchainModule(version, platform));
}

function receiptFor(
  world: World,
  { version, measured, verdict, source, reused, shared }: PlacedFacts,
  h1: string,
): Receipt {
  return {
    schema: 1,
    release: version.label,
    platform: platformText(world.platform),
    archive: measured.name,
    source,
    sha256: measured.sha256,
    size: measured.size,
    proofs: receiptProofs(verdict.proofs),
    unproven: verdict.unproven,
    missing: verdict.missing,
    said: verdict.said,
    h1,
    installed: world.now().toISOString(),
    ...(reused === undefined ? {} : { reused }),
    ...(shared === undefined ? {} : { shared }),
  };
}
