import { type Platform, platformText } from '../../core/platform.ts';
import { toolchainModule } from '../../core/release/module-name.ts';
import type { CoveredFile, JudgedTree, Reason, TreeJudgement } from '../../core/toolchain/judgement.ts';
import type { Manifest } from '../../core/toolchain/manifest.ts';
import { odditiesOf, type TreeEntry } from '../../core/toolchain/tree-check.ts';
import type { TreeFlaw } from '../../core/toolchain/tree-flaw.ts';
import type { Version } from '../../core/version.ts';
import { GvError, isStop } from '../../errors.ts';
import type { Http } from '../../io/http/http.ts';
import type { TreeHashers } from '../../io/tree/digests.ts';
import { isInModule, moduleH1 } from '../../trust/log/module-h1.ts';
import type { LogProof } from '../../trust/log/prove.ts';
import type { LogJudgement } from '../../trust/tree-evidence.ts';
import type { Run } from '../../world.ts';
import { recordOf } from '../log/recorded.ts';
import { nameFiles } from './name-files.ts';
import { isGopath, platformBefore, readTree, type TreeReading } from './read-tree.ts';
import { releaseIn } from './release-in.ts';

/** How a tree is judged; the same for all trees of a command. */
export interface JudgeContext {
  readonly http: Http;
  readonly hashers: TreeHashers;
  /** Verifier key of the trusted checksum database. */
  readonly logKey: string;
  /** Downloads the whole module zip to name what differs, so that nothing is left to sizes and CRCs. */
  readonly full?: boolean | undefined;
}

export interface JudgeRequest extends JudgeContext {
  /** Absolute; a link at the path itself is followed, and none below it. */
  readonly root: string;
  /** By default what the tree's VERSION file says. */
  readonly version?: Version | undefined;
}

/**
 * Asks Go's checksum database about a GOROOT of whatever origin and platform: h1 is computed from the
 * disk and compared with the proven record; where they differ, the files are named without a download. The tree is only read.
 * What cannot be judged is `unknown` with its reason, offline too. Fails with `interrupted` and `terminated` alone.
 */
export async function judgeTree(run: Run, request: JudgeRequest): Promise<TreeJudgement> {
  const { root: path } = request;
  let { version } = request;
  try {
    version ??= releaseIn(path);
    // Without a record nothing can be said, and reading a tree of 300 MB would be for nothing.
    const platform = platformBefore(run, path);
    const proof = await recordOf(run, { ...request, version, platform });
    const tree = await readTree(run, { root: path, hashers: request.hashers });
    return await judgeReading(run, tree, { ...request, version, known: { platform, proof } });
  } catch (error) {
    return { kind: 'unknown', path, version, why: reasonOf(error) };
  }
}

export interface ReadingContext extends JudgeContext {
  readonly version: Version;
  /** Digests of gv's own, which count where they have the recorded h1. */
  readonly manifest?: Manifest | undefined;
  /** The record, where it was asked for before the tree was read. */
  readonly known?: { readonly platform: Platform; readonly proof: LogProof };
}

/** Judges a tree that was read already. Fails as `recordOf` and `nameFiles` do, never for a list that cannot be had. */
export async function judgeReading(
  run: Run,
  reading: TreeReading,
  context: ReadingContext,
): Promise<LogJudgement> {
  const { version, known } = context;
  const { platform, root: path } = reading;
  const tree = { ...reading, entries: reading.entries.filter(({ path: at }) => isInModule(at)) };
  const found = filesIn(tree);
  const base: JudgedTree = {
    version,
    platform,
    path,
    files: found.length,
    outside: outsideOf(reading.entries),
  };
  const isKnown = known !== undefined && platformText(known.platform) === platformText(platform);
  const proof = isKnown ? known.proof : await recordOf(run, { ...context, platform });
  const { h1: recorded, record: id, treeSize } = proof;
  const record = { kind: 'log', h1: recorded, record: id, treeSize } as const;
  const h1 = moduleH1(found, toolchainModule(version, platform));
  const beside = [...gopathFlaws(tree.entries)];
  const sound = (covered: readonly CoveredFile[]): LogJudgement => {
    const flaws = [...odditiesOf(tree.entries), ...beside];
    if (flaws.length === 0) return { ...base, kind: 'proven', record, covered };
    return { ...base, kind: 'differs', record, h1: recorded, flaws, naming: { by: 'sha256' }, covered };
  };
  if (h1 === recorded) return sound(found);
  try {
    const named = await nameFiles(run, { ...context, tree, h1: recorded });
    if (named.kind === 'none') return sound(named.covered);
    const flaws = [...named.flaws, ...beside];
    if (named.kind === 'hidden') return { ...base, kind: 'contents-changed', record, h1, flaws };
    return { ...base, kind: 'differs', record, h1, flaws, naming: named.naming, covered: named.covered };
  } catch (error) {
    const naming = { by: 'nothing', why: reasonOf(error) } as const;
    return { ...base, kind: 'differs', record, h1, flaws: beside, naming, covered: undefined };
  }
}

function filesIn({ entries, digests }: TreeReading): readonly CoveredFile[] {
  return entries.flatMap(({ kind, path }) => {
    const sha256 = kind === 'file' ? digests.get(path) : undefined;
    return sha256 === undefined ? [] : [{ path, sha256 }];
  });
}

/** Directories that were not looked into, as no release has them: `pkg/mod/`. */
function gopathFlaws(entries: readonly TreeEntry[]): readonly TreeFlaw[] {
  return entries.flatMap(({ kind, path }) =>
    kind === 'directory' && isGopath(path) ? [{ kind: 'extra', path: `${path}/` } as const] : [],
  );
}

/** The top directories that h1 does not cover. */
function outsideOf(entries: readonly TreeEntry[]): readonly string[] {
  return entries
    .flatMap(({ kind, path }) =>
      kind === 'directory' && !path.includes('/') && !isInModule(path) ? [path] : [],
    )
    .toSorted();
}

/** The reason in a failure of gv's own; an interruption, and any other error, is thrown on. */
function reasonOf(error: unknown): Reason {
  if (!(error instanceof GvError) || isStop(error)) throw error;
  const { code, message, hint } = error;
  return { code, message, hint };
}
