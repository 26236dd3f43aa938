import type { TreeVerdict } from '../../core/toolchain/tree-verdict.ts';

/** The verdict on a tree, as `gv verify --json` has it (docs/schemas/verify.json). */
export function verdictData({ version, receipt, log, ...verdict }: TreeVerdict): object {
  return {
    version: version.label,
    ...verdict,
    log,
    shared: verdict.shared ?? false,
    source: receipt?.source ?? null,
    installed: receipt?.installed ?? null,
    unproven: receipt?.unproven ?? null,
    proofs: receipt?.proofs ?? ('record' in log && log.state === 'proven' ? [log.record] : []),
    missing: receipt?.missing ?? [],
    h1: receipt?.h1 ?? null,
    said: receipt?.said ?? null,
  };
}
