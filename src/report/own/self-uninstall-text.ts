import { printable } from '../page/printable.ts';
import { bytesText } from '../page/quantities.ts';
import { linesText } from '../results/phrases.ts';

export interface OwnBelongings {
  /** Labels. */
  readonly toolchains: readonly string[];
  readonly bytes: number;
  /** What install.sh says it would remove. */
  readonly plan: readonly string[];
}

/** What would go. */
export function belongingsText({ toolchains, bytes, plan }: OwnBelongings): string {
  const count = toolchains.length === 1 ? '1 toolchain' : `${toolchains.length} toolchains`;
  const names = toolchains.length === 0 ? '' : ` (${toolchains.join(', ')})`;
  return linesText([...plan.map(printable), `with ${count}${names}, ${bytesText(bytes)}`]);
}

/** What went; `said` are the words of install.sh. */
export function selfUninstalledText(said: readonly string[], bytes: number): string {
  return linesText([...said.map(printable), `freed ${bytesText(bytes)}`]);
}
