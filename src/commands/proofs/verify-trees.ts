import { resolve } from 'node:path';
import { parseQuery, queryText } from '../../core/choice/query.ts';
import { select } from '../../core/choice/select.ts';
import type { ReceiptProof } from '../../core/proof.ts';
import { ARCHIVE_ONLY } from '../../core/release/module-name.ts';
import type { TreeVerdict } from '../../core/toolchain/tree-check.ts';
import { GvError } from '../../errors.ts';
import { toolchainDirectories, type Installed } from '../../io/store/toolchains.ts';
import { verifyInLog } from '../../jobs/installed/verify-log.ts';
import { releaseIn, verifyTree } from '../../jobs/installed/verify-tree.ts';
import { believedConfig } from '../../jobs/keys/believed.ts';
import { proofText } from '../../report/events/event-text.ts';
import { toolchainText } from '../../report/results/phrases.ts';
import { NOTHING_INSTALLED } from '../../report/results/standing.ts';
import { verdictText } from '../../report/results/verdict.ts';
import { GO_LOG_KEY } from '../../trust/log/verifier-key.ts';
import type { Run, World } from '../../world.ts';
import { releaseQuery } from '../parts/install-options.ts';
import type { Input } from '../parts/spec.ts';

/** Installed toolchains against what was written down when they came; all of them where none is named. */
export async function verifyInstalled(world: World, { args, report }: Input): Promise<number> {
  // A toolchain that lost its bin/go counts too.
  const installed = toolchainDirectories(world.layout);
  const trees = args.length === 0 ? installed : args.map((text) => named(text, installed));
  const verdicts: TreeVerdict[] = [];
  for (const tree of trees) verdicts.push(await verifyTree(world, tree));
  const text = verdicts.length === 0 ? NOTHING_INSTALLED : verdicts.map(verdictText).join('');
  report.result('verify', { toolchains: verdicts.map(dataOf) }, text);
  const bad = verdicts.filter(({ state }) => state !== 'intact');
  if (bad.length > 0) throw failure(bad);
  return 0;
}

function named(text: string, installed: readonly Installed[]): Installed {
  const query = parseQuery(text);
  if (query.kind === 'mod')
    throw new GvError('usage', 'gv verify takes installed versions', { hint: 'gv list' });
  const found = select(releaseQuery(query), installed);
  if (found !== undefined) return found;
  throw new GvError('no-release', `go ${queryText(query)} is not installed`, {
    hint: `gv list shows what is; to mean a file here, write ./${text.trim()}`,
  });
}

/** Any GOROOT: by what gv wrote down of that release, else by the checksum database. */
export async function verifyPath(run: Run, input: Input, directory: string): Promise<number> {
  const path = resolve(run.cwd, directory);
  const version = releaseIn(path);
  const verdict = await verifyTree(run, { version, path });
  if (verdict.state !== 'unknown') {
    input.report.result('verify', { toolchains: [dataOf(verdict)] }, verdictText(verdict));
    if (verdict.state === 'changed') throw failure([verdict]);
    return 0;
  }
  if (run.offline) {
    throw new GvError(
      'offline',
      `gv did not install go ${version.label}, so only the checksum database can tell`,
      {
        hint: 'Leave --offline (GV_OFFLINE) out.',
      },
    );
  }
  const logKey = (await believedConfig(run))['log-key'] ?? GO_LOG_KEY;
  const proof = await verifyInLog(run, { version, path }, logKey);
  const proven = { ...verdict, state: 'intact' as const, uncovered: ARCHIVE_ONLY };
  input.report.result(
    'verify',
    { toolchains: [{ ...dataOf(proven), proofs: [proof] }] },
    logText(proven, proof),
  );
  return 0;
}

function logText({ version, path, uncovered }: TreeVerdict, proof: ReceiptProof): string {
  return `${toolchainText({ version, path })}: as released\n  ${proofText(proof)}\n  not covered: ${uncovered.join(', ')}\n`;
}

function failure(bad: readonly TreeVerdict[]): GvError {
  const names = bad.map(({ version }) => version.label);
  return new GvError('tree-changed', `not as installed: go ${names.join(', go ')}`, {
    hint: `gv install --force ${names.join(' ')}`,
  });
}

function dataOf({ version, path, state, files, findings, receipt, uncovered }: TreeVerdict): object {
  return {
    version: version.label,
    path,
    state,
    files,
    findings,
    source: receipt?.source ?? null,
    installed: receipt?.installed ?? null,
    unproven: receipt?.unproven ?? null,
    proofs: receipt?.proofs ?? [],
    missing: receipt?.missing ?? [],
    uncovered,
  };
}
