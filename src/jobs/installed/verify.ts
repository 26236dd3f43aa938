import { parseQuery, queryText } from '../../core/choice/query.ts';
import { releaseQuery, select } from '../../core/choice/select.ts';
import { type ProofKind, parseProofKinds } from '../../core/proof.ts';
import { lackedBy } from '../../core/toolchain/receipt.ts';
import type { TreeVerdict } from '../../core/toolchain/tree-verdict.ts';
import type { Version } from '../../core/version.ts';
import { EXIT_OF, failureOf, GvError } from '../../errors.ts';
import { directoryFrom } from '../../io/host/here.ts';
import { manifestOf, receiptOf, toolchainsWithDamaged, type Installed } from '../../io/store/toolchains.ts';
import type { Run } from '../../world.ts';
import { believedConfig } from '../keys/believed.ts';
import { openJudge } from '../trees/judge.ts';
import { proofFileOf } from '../trees/proof-file.ts';
import { releaseIn } from '../trees/release-in.ts';
import { repairTree } from '../trees/repair.ts';
import { upgradeProofs } from './upgrade-proofs.ts';
import { findingsFailure, isRepairable } from './verify-failure.ts';
import { type Tree, verifyTree, type VerifyContext } from './verify-tree.ts';

/** The verdicts on the trees that were checked. */
export interface Verification {
  readonly verdicts: readonly TreeVerdict[];
  /** The failures of the command, after the verdicts were shown; none where every tree is as released, or as installed. */
  readonly failures: readonly GvError[];
}

export interface VerifyOptions {
  /** Downloads the module zip where files differ, so that nothing is left to sizes and CRCs. */
  readonly full?: boolean | undefined;
}

export interface InstalledRequest extends VerifyOptions {
  /** Puts back what differs. */
  readonly repair?: boolean | undefined;
  /** Adds the checksum database's proof to receipts that lack it. */
  readonly upgradeProofs?: boolean | undefined;
  /** Proofs that each receipt must have, beside those of the config. */
  readonly demanded?: readonly ProofKind[] | undefined;
  /** All that are installed where none is named. */
  readonly names: readonly string[];
}

/**
 * Compares installed toolchains with their manifests and with the checksum database. Fails with `bad-query`, `usage`,
 * `no-release` for a name without a toolchain, and as `verifyTree` does.
 */
export async function verifyInstalled(run: Run, request: InstalledRequest): Promise<Verification> {
  const { names } = request;
  // A toolchain that lost its bin/go counts too.
  const installed = toolchainsWithDamaged(run.layout);
  const trees = names.length === 0 ? installed : [...new Set(names.map((text) => named(text, installed)))];
  const { verdicts, failures } = await verdictsOn(run, trees, request);
  const changed = findingsFailure(verdicts, request);
  return { verdicts, failures: [...(changed === undefined ? [] : [changed]), ...failures] };
}

export interface ReleaseProof {
  readonly version: Version;
  /** In the form of c2sp.org/tlog-proof@v1. */
  readonly text: string;
}

/**
 * The checksum database's proof of a release for this platform: any that is named exactly, or the newest installed one that fits,
 * which a notice names. Fails as `verifyInstalled` and `proofFileOf` do.
 */
export async function releaseProof(run: Run, text: string): Promise<ReleaseProof> {
  const query = parseQuery(text);
  const isExact = query.kind === 'exact';
  const version = isExact ? query.version : named(text, toolchainsWithDamaged(run.layout)).version;
  if (!isExact) run.emit({ type: 'notice', text: `this is the proof of go ${version.label}` });
  await using judge = await openJudge(run);
  return { version, text: await proofFileOf(run, { ...judge, version }) };
}

function named(text: string, installed: readonly Installed[]): Installed {
  const query = parseQuery(text);
  if (query.kind === 'mod')
    throw new GvError('usage', 'gv verify takes installed versions', { hint: 'gv list' });
  const found = select(releaseQuery(query), installed);
  if (found !== undefined) return found;
  throw new GvError('no-release', `go ${queryText(query)} is not installed`, {
    hint: `gv list shows the installed ones; for a file in this directory, type ./${text.trim()}`,
  });
}

export interface DirectoriesRequest extends VerifyOptions {
  readonly directories: readonly string[];
}

/**
 * Checks any GOROOT by the checksum database, and by the manifest of an installed release. The failures are those of `releaseIn` for a
 * directory that is not the GOROOT of a release, `disk` for a path that is no directory, `offline`, and those of `verifyTree`.
 */
export async function verifyDirectories(
  run: Run,
  { directories, full }: DirectoriesRequest,
): Promise<Verification> {
  const trees: Tree[] = [];
  const failures: GvError[] = [];
  for (const directory of new Set(directories)) {
    const failure = await failureOf(async () => {
      const path = directoryFrom(run, directory, 'Name the directory that go env GOROOT prints.');
      trees.push({ path, version: releaseIn(path) });
      return Promise.resolve();
    });
    if (failure !== undefined) failures.push(failure);
  }
  await using judge = await openJudge(run);
  const context: VerifyContext = { ...judge, full };
  const verdicts: TreeVerdict[] = [];
  const failed = await eachOf(trees, async (tree) => {
    const verdict = await verifyTree(run, tree, context);
    if (verdict.state === 'unknown') throw unknown(verdict, context);
    verdicts.push(verdict);
  });
  return { verdicts, failures: [...verdicts.flatMap(changedFailure), ...failures, ...failed] };
}

function changedFailure({ state, path, version: { label } }: TreeVerdict): readonly GvError[] {
  if (state === 'intact') return [];
  const hint = `An edited go.env or an added program is a change too. gv install ${label} fetches a new toolchain.`;
  return [new GvError('tree-changed', `${path} is not go ${label} as released`, { hint })];
}

/** Looks at one tree after the other; gives the failures. A server that lies ends the command: all further answers are its own too. */
async function eachOf(
  trees: readonly Tree[],
  look: (tree: Tree) => Promise<void>,
): Promise<readonly GvError[]> {
  const failures: GvError[] = [];
  for (const tree of trees) {
    const failure = await failureOf(() => look(tree));
    if (failure?.exit === EXIT_OF['log-wrong']) throw failure;
    if (failure !== undefined) failures.push(failure);
  }
  return failures;
}

/** The failure for a tree of which only the checksum database could tell. */
function unknown({ version }: TreeVerdict, { unanswered }: VerifyContext): GvError {
  if (unanswered !== undefined && unanswered.code !== 'offline') return unanswered;
  const message = `gv did not install go ${version.label}, so only the checksum database can tell`;
  return new GvError('offline', message, { hint: 'Leave --offline (GV_OFFLINE) out.' });
}

async function verdictsOn(
  run: Run,
  trees: readonly Tree[],
  request: InstalledRequest,
): Promise<Verification> {
  const { repair, upgradeProofs: isUpgrade, demanded: asked = [] } = request;
  const { require = '' } = await believedConfig(run);
  const demanded = [...new Set([...asked, ...(parseProofKinds(require) ?? [])])];
  await using judge = await openJudge(run);
  const context: VerifyContext = { ...judge, full: request.full };
  const verdicts: TreeVerdict[] = [];
  const failures = await eachOf(trees, async (tree) => {
    const look = repair === true ? repaired : verifyTree;
    const verdict = await look(run, tree, context);
    const last = isUpgrade === true ? await upgradeProofs(run, verdict) : verdict;
    verdicts.push({ ...last, ...(demanded.length > 0 && { lacking: lackedBy(last.receipt, demanded) }) });
  });
  return { verdicts, failures };
}

/** The verdict after what differs was put back. */
async function repaired(run: Run, tree: Tree, context: VerifyContext): Promise<TreeVerdict> {
  const { version } = tree;
  const verdict = await verifyTree(run, tree, context);
  if (verdict.state === 'intact') return verdict;
  if (verdict.shared === true) return { ...verdict, left: 'shared' };
  if (!isRepairable(verdict)) return { ...verdict, left: 'records' };
  await repairTree(run, {
    ...context,
    version,
    receipt: receiptOf(run.layout, version),
    manifest: manifestOf(run.layout, version),
  });
  return { ...(await verifyTree(run, tree, context)), repaired: verdict.findings };
}
