import { parseQuery, queryText } from '../../core/choice/query.ts';
import { releaseQuery, select } from '../../core/choice/select.ts';
import { ARCHIVE_ONLY } from '../../core/release/module-name.ts';
import type { TreeVerdict } from '../../core/toolchain/tree-check.ts';
import { GvError } from '../../errors.ts';
import { pathFrom } from '../../io/host/here.ts';
import { toolchainDirectories, type Installed } from '../../io/store/toolchains.ts';
import { GO_LOG_KEY } from '../../trust/log/verifier-key.ts';
import type { Run, World } from '../../world.ts';
import { believedConfig } from '../keys/believed.ts';
import { releaseIn } from '../trees/release-in.ts';
import { verifyInLog } from './verify-log.ts';
import { verifyTree } from './verify-tree.ts';

/** The verdicts on the trees that were checked. */
export interface Verification {
  readonly verdicts: readonly TreeVerdict[];
  /** The failure of the command, after the verdicts were shown; undefined where every tree is as installed. */
  readonly failure: GvError | undefined;
}

/**
 * Compares installed toolchains with their manifests; all of them where none is named. Fails with `bad-query`, `usage`,
 * `no-release` for a name without a toolchain, and as `verifyTree` does.
 */
export async function verifyInstalled(world: World, names: readonly string[]): Promise<Verification> {
  // A toolchain that lost its bin/go counts too.
  const installed = toolchainDirectories(world.layout);
  const trees = names.length === 0 ? installed : names.map((text) => named(text, installed));
  const verdicts: TreeVerdict[] = [];
  for (const tree of trees) verdicts.push(await verifyTree(world, tree));
  return verification(verdicts);
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

/**
 * Checks any GOROOT: by the manifest of an installed release, else by the checksum database. Fails with `content-wrong` for a
 * directory that is not the GOROOT of a release, `offline`, and as `verifyTree` and `verifyInLog` do.
 */
export async function verifyDirectory(run: Run, directory: string): Promise<Verification> {
  const path = pathFrom(run, directory);
  const version = releaseIn(path);
  const verdict = await verifyTree(run, { version, path });
  if (verdict.state !== 'unknown') return verification([verdict]);
  if (run.offline) {
    throw new GvError(
      'offline',
      `gv did not install go ${version.label}, so only the checksum database can tell`,
      { hint: 'Leave --offline (GV_OFFLINE) out.' },
    );
  }
  const logKey = (await believedConfig(run))['log-key'] ?? GO_LOG_KEY;
  const record = await verifyInLog(run, { version, path }, logKey);
  return verification([{ ...verdict, state: 'intact', uncovered: ARCHIVE_ONLY, record }]);
}

function verification(verdicts: readonly TreeVerdict[]): Verification {
  const names = verdicts.filter(({ state }) => state !== 'intact').map(({ version }) => version.label);
  if (names.length === 0) return { verdicts, failure: undefined };
  const failure = new GvError('tree-changed', `not as installed: go ${names.join(', go ')}`, {
    hint: `gv install --force ${names.join(' ')}`,
  });
  return { verdicts, failure };
}
