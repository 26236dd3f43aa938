import type { Version } from '../../core/version.ts';
import { printable } from '../page/printable.ts';
import { bytesText } from '../page/quantities.ts';
import { linesText } from './phrases.ts';

export interface PruneResult {
  /** The paths that were removed, or would be. */
  readonly gone: readonly {
    readonly kind: 'download' | 'staging' | 'toolchain';
    readonly version: Version;
    readonly path: string;
    readonly bytes: number;
    /** Of a toolchain: the tree to which its link leads is gone. */
    readonly lacks?: 'tree';
  }[];
  /** Older patches that stay, and the files that ask for them. */
  readonly kept: readonly { readonly version: Version; readonly files: readonly string[] }[];
  /** Files that held what servers listed. */
  readonly lists: readonly string[];
  /** Bytes. */
  readonly freed: number;
  readonly dryRun: boolean;
}

export function pruneText({ gone, kept, lists, freed, dryRun }: PruneResult): string {
  return linesText([
    ...gone.map(
      (item) => `${dryRun ? 'would remove' : 'removed'} ${nameOf(item)} (${bytesText(item.bytes)})`,
    ),
    ...kept.map(({ version, files }) => `go ${version.label} stays: ${printable(files.join(', '))}`),
    ...lists.map((path) => `${dryRun ? 'would forget' : 'forgot'} ${printable(path)}`),
    ...(gone.length === 0 && lists.length > 0 ? [] : [sumText({ gone, freed, dryRun })]),
  ]);
}

function sumText({ gone, freed, dryRun }: Pick<PruneResult, 'gone' | 'freed' | 'dryRun'>): string {
  return gone.length === 0 ? 'nothing to remove' : `${dryRun ? 'would free' : 'freed'} ${bytesText(freed)}`;
}

function nameOf({ kind, version, path, lacks }: PruneResult['gone'][number]): string {
  if (lacks === 'tree') return `the link of go ${version.label}, whose tree is gone`;
  return kind === 'toolchain' ? `go ${version.label}` : printable(path);
}
