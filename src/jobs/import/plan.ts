import {
  type ImportStep,
  IMPORT_SOURCES,
  leftTwice,
  leftUnjudged,
  stepOf,
} from '../../core/foreign/import-plan.ts';
import type { TreeOwner } from '../../core/foreign/places.ts';
import { openHttp } from '../../io/http/http.ts';
import { installedToolchains } from '../../io/store/toolchains.ts';
import { GO_LOG_KEY } from '../../trust/log/verifier-key.ts';
import type { Run } from '../../world.ts';
import { treesHere } from '../audit/audited-roots.ts';
import { believedConfig } from '../keys/believed.ts';
import { judgeTree } from '../trees/judge-tree.ts';

/**
 * Finds the Go trees of other managers, in the home of this account and the places of the machine, and decides what becomes of
 * each; each release is taken once. Only reads. `from` narrows the search, and none stands for all. Fails with `interrupted`.
 */
export async function planImport(run: Run, from: readonly TreeOwner[]): Promise<readonly ImportStep[]> {
  const wanted: ReadonlySet<TreeOwner> = new Set(from.length === 0 ? IMPORT_SOURCES : from);
  const trees = treesHere(run, []).trees.filter(({ by }) => wanted.has(by));
  const installed = new Set(installedToolchains(run.layout).map(({ version }) => version.name));
  const logKey = (await believedConfig(run))['log-key'] ?? GO_LOG_KEY;
  const taken = new Map<string, string>();
  const steps: ImportStep[] = [];
  const http = openHttp(run);
  try {
    for (const tree of trees) {
      const { identity, path } = tree;
      const left = leftUnjudged(tree, { platform: run.platform, installed });
      if (left !== undefined || identity.kind === 'unknown') {
        if (left !== undefined) steps.push({ kind: 'stay', tree, ...left });
        continue;
      }
      const step = stepOf(
        tree,
        await judgeTree(run, { http, logKey, root: path, version: identity.version }),
      );
      const first = taken.get(identity.version.name);
      // Also of a release that comes from elsewhere a person wants to know the damaged tree.
      steps.push(step.kind === 'take' && first !== undefined ? leftTwice(step, first) : step);
      if (step.kind === 'take' && first === undefined) taken.set(identity.version.name, path);
    }
  } finally {
    await http.close();
  }
  return steps;
}
