import { findPrunable, prune, type Prunable, type PrunePlan } from '../../jobs/installed/prune.ts';
import { printable } from '../../report/page/printable.ts';
import { bytesText } from '../../report/page/quantities.ts';
import type { Run } from '../../world.ts';
import type { Input } from '../parts/spec.ts';

export async function run(run: Run, { options, report }: Input): Promise<number> {
  const dryRun = options.flag('dryRun');
  const plan = await findPrunable(run, { patches: options.flag('patches') });
  const gone = dryRun ? plan.items : await prune(run, plan);
  const freed = gone.reduce((sum, { bytes }) => sum + bytes, 0);
  const data = {
    done: !dryRun,
    freed,
    removed: gone.map(({ kind, version, path, bytes }) => ({ kind, version: version.label, path, bytes })),
    kept: plan.kept.map(({ version, files }) => ({ version: version.label, files })),
  };
  report.result('prune', data, textOf(plan, { gone, freed, dryRun }));
  return 0;
}

interface Done {
  readonly gone: readonly Prunable[];
  /** Bytes. */
  readonly freed: number;
  readonly dryRun: boolean;
}

function textOf({ kept }: PrunePlan, { gone, freed, dryRun }: Done): string {
  const lines = [
    ...gone.map(
      (item) => `${dryRun ? 'would remove' : 'removed'} ${nameOf(item)} (${bytesText(item.bytes)})`,
    ),
    ...kept.map(({ version, files }) => `go ${version.label} stays: ${printable(files.join(', '))}`),
    gone.length === 0 ? 'nothing to remove' : `${dryRun ? 'would free' : 'freed'} ${bytesText(freed)}`,
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function nameOf({ kind, version, path }: Prunable): string {
  return kind === 'toolchain' ? `go ${version.label}` : printable(path);
}
