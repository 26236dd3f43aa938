import { parseQuery, queryText } from '../../core/choice/query.ts';
import { releaseQuery, select } from '../../core/choice/select.ts';
import type { TreeVerdict } from '../../core/toolchain/tree-verdict.ts';
import { GvError } from '../../errors.ts';
import { pathFrom } from '../../io/host/here.ts';
import { openHttp } from '../../io/http/http.ts';
import { receiptOf, toolchainDirectories, type Installed } from '../../io/store/toolchains.ts';
import { GO_LOG_KEY } from '../../trust/log/verifier-key.ts';
import type { Run } from '../../world.ts';
import { believedConfig } from '../keys/believed.ts';
import { releaseIn } from '../trees/release-in.ts';
import { repairTree } from '../trees/repair.ts';
import { manifestOf, type Tree, verifyTree, type VerifyContext } from './verify-tree.ts';

/** The verdicts on the trees that were checked. */
export interface Verification {
  readonly verdicts: readonly TreeVerdict[];
  /** The failure of the command, after the verdicts were shown; undefined where every tree is as released, or as installed. */
  readonly failure: GvError | undefined;
}

export interface VerifyOptions {
  /** Downloads the module zip where files differ, so that nothing is left to sizes and CRCs. */
  readonly full?: boolean | undefined;
}

export interface InstalledRequest extends VerifyOptions {
  /** Puts back what differs. */
  readonly repair?: boolean | undefined;
  /** All that are installed where none is named. */
  readonly names: readonly string[];
}

/**
 * Compares installed toolchains with their manifests and with the checksum database. Fails with `bad-query`, `usage`,
 * `no-release` for a name without a toolchain, and as `verifyTree` does.
 */
export async function verifyInstalled(run: Run, request: InstalledRequest): Promise<Verification> {
  const { names, full, repair = false } = request;
  // A toolchain that lost its bin/go counts too.
  const installed = toolchainDirectories(run.layout);
  const trees = names.length === 0 ? installed : names.map((text) => named(text, installed));
  const verdicts = await verdictsOn(run, trees, { full, repair });
  const wrong = verdicts.filter(({ state }) => state !== 'intact').map(({ version }) => version.label);
  if (wrong.length === 0) return { verdicts, failure: undefined };
  const mayRepair =
    !repair && verdicts.every(({ log }) => log.state !== 'not-asked' && log.state !== 'other-form');
  const failure = new GvError('tree-changed', `not as installed: go ${wrong.join(', go ')}`, {
    hint: `${mayRepair ? 'gv verify --repair' : 'gv install --force'} ${wrong.join(' ')}`,
  });
  return { verdicts, failure };
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

export interface DirectoryRequest extends VerifyOptions {
  readonly directory: string;
}

/**
 * Checks any GOROOT by the checksum database, and by the manifest of an installed release. Fails with `content-wrong` for a
 * directory that is not the GOROOT of a release, `offline`, and as `verifyTree` does.
 */
export async function verifyDirectory(
  run: Run,
  { directory, full }: DirectoryRequest,
): Promise<Verification> {
  const path = pathFrom(run, directory);
  const version = releaseIn(path);
  const context = await contextOf(run, { full });
  try {
    const verdict = await verifyTree(run, { version, path }, context);
    if (verdict.state === 'intact') return { verdicts: [verdict], failure: undefined };
    if (verdict.state === 'unknown') throw unknown(verdict, context);
    const failure = new GvError('tree-changed', `${path} is not go ${version.label} as released`, {
      hint: `An edited go.env or an added program is a change too. gv install ${version.label} fetches a new toolchain.`,
    });
    return { verdicts: [verdict], failure };
  } finally {
    await context.http.close();
  }
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
  { repair, ...options }: Omit<InstalledRequest, 'names'>,
): Promise<readonly TreeVerdict[]> {
  const context = await contextOf(run, options);
  const verdicts: TreeVerdict[] = [];
  try {
    for (const tree of trees)
      verdicts.push(await (repair === true ? repaired : verifyTree)(run, tree, context));
  } finally {
    await context.http.close();
  }
  return verdicts;
}

/** The verdict after what differs was put back. */
async function repaired(run: Run, tree: Tree, context: VerifyContext): Promise<TreeVerdict> {
  const { version } = tree;
  const verdict = await verifyTree(run, tree, context);
  if (verdict.state === 'intact') return verdict;
  await repairTree(run, {
    ...context,
    version,
    receipt: receiptOf(run.layout, version),
    manifest: manifestOf(run, version),
  });
  return { ...(await verifyTree(run, tree, context)), repaired: verdict.findings };
}

async function contextOf(run: Run, { full }: VerifyOptions): Promise<VerifyContext> {
  const logKey = (await believedConfig(run))['log-key'] ?? GO_LOG_KEY;
  return { http: openHttp(run), logKey, full };
}
