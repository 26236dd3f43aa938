import type { Finding } from '../choice/finding.ts';
import type { SupportState } from '../release/support.ts';
import type { TreeFlaw } from '../toolchain/tree-flaw.ts';
import type { Advisory } from './advisories.ts';
import type { FoundTree } from './found-tree.ts';

/** The answer to the question whether a tree is what the Go team released. */
export type TreeState =
  /** As released, or as gv installed it after its proofs. */
  | { readonly kind: 'proven' }
  /** `files` is empty where no list of the release's files could be had; `why` where the list is whole and proven. */
  | {
      readonly kind: 'differs';
      readonly files: readonly TreeFlaw[];
      readonly why: string;
      /** The files could not be named without a network. */
      readonly lacksNetwork?: true;
      /** The cure of that, as a sentence. */
      readonly hint?: string | undefined;
    }
  | {
      readonly kind: 'unknown';
      readonly why: string;
      readonly lacksNetwork?: true;
      /** The checksum database answered that it has no record of the release. */
      readonly lacksRecord?: true;
      /** The cure of the reason, as a sentence. */
      readonly hint?: string | undefined;
    };

/** A tree with all that an audit says of it. */
export interface AuditedTree extends FoundTree {
  readonly state: TreeState;
  /** Of its line; null where it is not known. */
  readonly support: SupportState | null;
  /** The newest release of its line; null where none is known, or it is that one. */
  readonly newest: string | null;
  readonly advisories: readonly Advisory[];
  /** The steps of its cure, in order; empty for a proven one. */
  readonly steps: readonly string[];
}

/** Every Go of a machine or an image. */
export interface Audit {
  readonly trees: readonly AuditedTree[];
  /** Of the trees and the settings, in this order. */
  readonly findings: readonly Finding[];
  /** Directories into which this account may not look. */
  readonly unreadable: readonly string[];
  /** Directories with more in them than gv looks at. */
  readonly cut: readonly string[];
  /** Directories and links whose names are no UTF-8, so that nothing in them was looked at. */
  readonly nameless: readonly string[];
  /** The directories that were named, in which no Go was found, though nothing says that there is none. */
  readonly empty: readonly string[];
  /** The directories that were named; empty for this machine. */
  readonly roots: readonly string[];
}

export interface AuditCounts {
  readonly trees: number;
  readonly proven: number;
  readonly differing: number;
  readonly unknown: number;
  /** Of lines without support. */
  readonly ended: number;
  /** With a hole through which a module proxy deceives them as a base. */
  readonly deceivable: number;
  /** Settings that take proofs away. */
  readonly settings: number;
}

export function auditCounts({ trees, findings }: Pick<Audit, 'trees' | 'findings'>): AuditCounts {
  const having = (kind: TreeState['kind']): number => trees.filter(({ state }) => state.kind === kind).length;
  return {
    trees: trees.length,
    proven: having('proven'),
    differing: having('differs'),
    unknown: having('unknown'),
    ended: trees.filter(({ support }) => support === 'ended').length,
    deceivable: trees.filter(({ advisories }) => advisories.length > 0).length,
    settings: findings.filter(({ code, level }) => SETTING_CODES.has(code) && level !== 'note').length,
  };
}

const SETTING_CODES: ReadonlySet<string> = new Set(['sumdb-off', 'insecure-set']);
