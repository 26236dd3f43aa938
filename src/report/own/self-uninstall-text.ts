import { printable } from '../page/printable.ts';
import { bytesText } from '../page/quantities.ts';
import { linesText } from '../results/phrases.ts';

export interface OwnBelongings {
  /** Labels. */
  readonly toolchains: readonly string[];
  readonly bytes: number;
  /** The paths that install.sh would remove. */
  readonly plan: readonly string[];
}

/** The paths and toolchains that would be removed. */
export function belongingsText({ toolchains, bytes, plan }: OwnBelongings): string {
  const count = toolchains.length === 1 ? '1 toolchain' : `${toolchains.length} toolchains`;
  const names = toolchains.length === 0 ? '' : ` (${toolchains.join(', ')})`;
  return linesText([...plan.map(printable), `with ${count}${names}, ${bytesText(bytes)}`]);
}

/** The report after the removal; `said` are the lines of install.sh. */
export function selfUninstalledText(said: readonly string[], bytes: number): string {
  return linesText([...said.map(printable), `freed ${bytesText(bytes)}`]);
}
