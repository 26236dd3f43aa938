import { ARCHIVE_ONLY, isModuleZip, toolchainModule } from '../../core/release/module-name.ts';
import type { Manifest } from '../../core/toolchain/manifest.ts';
import type { Receipt } from '../../core/toolchain/receipt.ts';
import { checkTree } from '../../core/toolchain/tree-check.ts';
import type { TreeFlaw } from '../../core/toolchain/tree-flaw.ts';
import type { LogWord, TreeVerdict } from '../../core/toolchain/tree-verdict.ts';
import type { Version } from '../../core/version.ts';
import { type ErrorCode, GvError } from '../../errors.ts';
import { isDirectory } from '../../io/disk/access.ts';
import { entryKind, linkTarget } from '../../io/disk/read.ts';
import { treeWriter } from '../../io/foreign/tree-writer.ts';
import { realPath } from '../../io/host/search-path.ts';
import { keepCheck } from '../../io/store/last-check.ts';
import { isInModule } from '../../trust/log/module-h1.ts';
import { judgeEvidence, type TreeEvidence } from '../../trust/tree-evidence.ts';
import type { Run } from '../../world.ts';
import { isSilence } from '../log/ask-log.ts';
import { type JudgeContext, judgeReading } from '../trees/judge-tree.ts';
import { listedH1 } from '../trees/name-files.ts';
import { readTree, type TreeReading } from '../trees/read-tree.ts';
import { ownRecords, recordFlaws } from './own-records.ts';

/** An installed release, or any GOROOT. */
export interface Tree {
  readonly version: Version;
  readonly path: string;
}

/** The checksum database for all trees of a command: once it was silent, no further tree waits for it. */
export interface VerifyContext extends JudgeContext {
  silence?: GvError;
  /** Why the last tree got no answer. */
  unanswered?: GvError;
}

/**
 * Compares a tree with the manifest of its release, where gv has one, and with the record of Go's checksum database, which
 * overrules it; keeps the verdict on an installed one. Where the database cannot be asked, the verdict says so. Fails with
 * `disk`, `permission`, `interrupted`, and as `askLog` does for a database that lies.
 */
export async function verifyTree(run: Run, tree: Tree, context: VerifyContext): Promise<TreeVerdict> {
  const { version, path } = tree;
  const { layout } = run;
  if (entryKind(path) === 'link' && !isDirectory(path)) return goneVerdict(run, tree);
  const isInstalled = path === layout.toolchain(version.name);
  const { manifest, receipt, ...records } = ownRecords(run, version);
  const reading = await readTree(run, { root: path, list: manifest, hashers: context.hashers });
  const outside = outsideOf(reading);
  const uncovered = manifest === undefined ? outside : isInstalled ? [] : leftOut(manifest);
  const own = manifest === undefined ? undefined : flawsBy(manifest, reading, uncovered);
  const judged = await judgedBy(run, reading, { ...context, version, manifest, shared: context });
  const listed = manifest && listedIn(manifest, { reading, version, judged, own: own ?? [] });
  const evidence = { judged, own, listed, isZip: receipt !== undefined && isModuleZip(receipt) };
  const found = judgeEvidence(evidence);
  const ofRecords = isInstalled
    ? [...recordFlaws(run, { version, reading, receipt, found }), ...records.flaws]
    : [];
  const findings = [...found.findings, ...ofRecords, ...sharedFlaws(path, receipt)];
  const verdict: TreeVerdict = {
    version,
    path,
    state: stateOf(evidence, found.log, findings),
    files: manifest === undefined ? covers(judged) : countOf(reading, manifest),
    findings,
    receipt: isInstalled ? receipt : undefined,
    unrecorded: isInstalled ? records.unrecorded : [],
    log: found.log,
    uncovered: outside.filter((top) => uncovered.includes(top)),
    receiptOnly: outside.filter((top) => !uncovered.includes(top)),
    ...(isInstalled && entryKind(path) === 'link' && { shared: true }),
  };
  if (isInstalled) await keepCheck(layout, verdict, run.now());
  return verdict;
}

/** The verdict on a link whose tree is gone: another manager removed the tree, or a disk is not there. */
function goneVerdict(run: Run, { version, path }: Tree): TreeVerdict {
  const { receipt, unrecorded } = ownRecords(run, version);
  return {
    version,
    path,
    state: 'changed',
    files: 0,
    findings: [{ kind: 'missing', path: linkTarget(path) ?? path }],
    receipt,
    unrecorded,
    log: { state: 'not-asked', why: 'there is no tree' },
    uncovered: [],
    receiptOnly: [],
    shared: true,
    gone: true,
  };
}

interface ListContext extends Pick<TreeEvidence, 'judged'> {
  readonly reading: TreeReading;
  readonly version: Version;
  /** The differences between list and tree. */
  readonly own: readonly TreeFlaw[];
}

/** The h1 of a list: that of a proven tree from which the list does not differ, else computed from the list. */
function listedIn(manifest: Manifest, { reading, version, judged, own }: ListContext): string {
  const isOfTree = judged.kind === 'proven' && !own.some(({ path }) => isInModule(path));
  return isOfTree ? judged.record.h1 : listedH1(manifest, toolchainModule(version, reading.platform));
}

function stateOf(
  { judged, own }: TreeEvidence,
  { state }: LogWord,
  findings: readonly TreeFlaw[],
): TreeVerdict['state'] {
  if (judged.kind === 'not-asked' && own === undefined) return 'unknown';
  return findings.length > 0 || state === 'differs' || state === 'contents-changed' ? 'changed' : 'intact';
}

interface AskingContext extends JudgeContext {
  readonly version: Version;
  readonly manifest: Manifest | undefined;
  readonly shared: VerifyContext;
}

/** Failures after which a tree is judged without the checksum database: go's settings forbid the question, or its head cannot be kept in a root that this account only reads. */
const UNASKED: readonly ErrorCode[] = ['log-disabled', 'permission'];

/** Asks the checksum database. No answer, or none that can be had here, is no failure, and the last such question of a command. */
async function judgedBy(
  run: Run,
  reading: TreeReading,
  { shared, ...context }: AskingContext,
): Promise<TreeEvidence['judged']> {
  const quiet = shared.silence === undefined ? run : { ...run, offline: true };
  try {
    return await judgeReading(quiet, reading, context);
  } catch (error) {
    if (!(error instanceof GvError) || !(isSilence(error) || UNASKED.includes(error.code))) throw error;
    const why = error.code === 'offline' ? (shared.silence ?? error) : error;
    shared.unanswered = why;
    if (error.code !== 'log-missing') shared.silence ??= error;
    return { kind: 'not-asked', why: why.message };
  }
}

/** A shared tree is no better than those who may write it, and no other one than that which was proven. */
function sharedFlaws(path: string, receipt: Receipt | undefined): readonly TreeFlaw[] {
  if (receipt?.shared !== true || entryKind(path) !== 'link') return [];
  const writer = treeWriter(path);
  return [
    ...(realPath(path) === receipt.source ? [] : [{ kind: 'link', path } as const]),
    ...(writer === undefined ? [] : [{ kind: 'mode', path: writer.path } as const]),
  ];
}

function flawsBy(
  manifest: Manifest,
  { entries, digests }: TreeReading,
  uncovered: readonly string[],
): readonly TreeFlaw[] {
  return checkTree(
    manifest,
    entries.filter(({ path }) => !uncovered.includes(topOf(path))),
    digests,
  );
}

function countOf({ entries }: TreeReading, manifest: Manifest): number {
  return entries.filter(({ kind, path }) => kind === 'file' && manifest.has(path)).length;
}

function covers(judged: TreeEvidence['judged']): number {
  return judged.kind === 'not-asked' ? 0 : judged.files;
}

/** The directories of a tree that h1 does not cover. */
function outsideOf({ entries }: TreeReading): readonly string[] {
  const tops = new Set(entries.map(({ path }) => topOf(path)));
  return ARCHIVE_ONLY.filter((top) => tops.has(top));
}

/** The directories that a manifest leaves out: a module zip lacks those that only an archive has. */
function leftOut(manifest: Manifest): readonly string[] {
  const tops = new Set([...manifest.keys()].map((path) => topOf(path)));
  return ARCHIVE_ONLY.every((top) => !tops.has(top)) ? ARCHIVE_ONLY : [];
}

function topOf(path: string): string {
  const end = path.indexOf('/');
  return end < 0 ? path : path.slice(0, end);
}
