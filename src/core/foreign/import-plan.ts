import type { Platform } from '../platform.ts';
import { platformText } from '../platform.ts';
import type { TreeJudgement } from '../toolchain/judgement.ts';
import type { FoundTree } from './found-tree.ts';
import type { TreeOwner } from './places.ts';

/** `link`: the toolchain is a link to the tree, which stays with its manager. `move`: the tree is removed after the copy. */
export type ImportMode = 'copy' | 'link' | 'move';

/** A tree that may be taken, with the covered files of its proof. */
export interface TakenTree {
  readonly tree: FoundTree;
  readonly judgement: Extract<TreeJudgement, { readonly kind: 'proven' | 'differs' }>;
  /** Files of the tree that the release does not have, and that stay behind. */
  readonly left: number;
}

/** The step for a tree that was to be shared, where it has more than the release, or another account may write it: a link leaves nothing behind. */
export function sharedStep(step: ImportStep, writer: string | undefined): ImportStep {
  if (step.kind === 'stay') return step;
  const stay = (why: string): ImportStep => ({ kind: 'stay', tree: step.tree, why, isDoubt: true });
  if (writer !== undefined) return stay(`not shared: ${writer}`);
  return step.judgement.kind === 'proven'
    ? step
    : stay('not shared: there is more in it than the release has');
}

/** Owners whose trees others rely on: the system, a runner, the go command. */
const NEVER_MOVED: ReadonlySet<TreeOwner> = new Set(['system', 'runner', 'modcache']);

/** The step for a tree that was to be moved: it must have nothing beside the release, which would be lost, and belong to this account. */
export function movedStep(step: ImportStep, { isOwn }: { readonly isOwn: boolean }): ImportStep {
  if (step.kind === 'stay') return step;
  const stay = (why: string): ImportStep => ({ kind: 'stay', tree: step.tree, why, isDoubt: true });
  if (NEVER_MOVED.has(step.tree.by)) return stay('not moved: others may rely on it');
  if (!isOwn) return stay('not moved: it belongs to another account');
  return step.judgement.kind === 'proven'
    ? step
    : stay('not moved: there is more in it than the release has');
}

/** The fate of a tree: it is taken, or stays for a reason. */
export type ImportStep =
  | ({ readonly kind: 'take' } & TakenTree)
  | { readonly kind: 'stay'; readonly tree: FoundTree; readonly why: string; readonly isDoubt: boolean };

/** The step for a good tree of a release that comes from another one already. */
export function leftTwice({ tree, judgement }: TakenTree, first: string): ImportStep {
  const why = `go ${judgement.version.label} comes from ${first}`;
  return { kind: 'stay', tree, why, isDoubt: false };
}

/** The reason to leave a tree without a look at its content; undefined where it has to be judged. */
export function leftUnjudged(
  { identity }: FoundTree,
  { platform, installed }: KnownBefore,
): Pick<Extract<ImportStep, { readonly kind: 'stay' }>, 'why' | 'isDoubt'> | undefined {
  if (identity.kind === 'unknown') return { why: identity.why, isDoubt: true };
  const { version } = identity;
  const { os, arch } = identity.platform;
  if (os !== platform.os || arch !== platform.arch)
    return { why: `it is for ${platformText(identity.platform)}`, isDoubt: false };
  if (installed.has(version.name)) return { why: `gv has go ${version.label} already`, isDoubt: false };
  return undefined;
}

export interface KnownBefore {
  /** Of this machine. */
  readonly platform: Platform;
  /** Names of installed releases. */
  readonly installed: ReadonlySet<string>;
}

/**
 * The step for a judged tree. It is taken where every file of the release is there as released, whatever lies beside them: the
 * rest stays behind. A changed tree stays, with the files that differ in the reason.
 */
export function stepOf(tree: FoundTree, judgement: TreeJudgement): ImportStep {
  const stay = (why: string): ImportStep => ({ kind: 'stay', tree, why, isDoubt: true });
  switch (judgement.kind) {
    case 'proven':
      return { kind: 'take', tree, judgement, left: 0 };
    case 'unknown':
      return stay(judgement.why.message);
    case 'contents-changed':
      return stay('contents were changed so that sizes and CRCs still agree');
    case 'differs': {
      const { covered, flaws, naming } = judgement;
      const left = flaws.filter(({ kind }) => kind === 'extra' || kind === 'link').length;
      if (covered !== undefined) return { kind: 'take', tree, judgement, left };
      const named = flaws.slice(0, SHOWN).map(({ kind, path }) => `${path} (${kind})`);
      const more = flaws.length > SHOWN ? [`${flaws.length - SHOWN} more`] : [];
      const why = naming.by === 'nothing' ? [`the files cannot be named: ${naming.why.message}`] : [];
      return stay(`not as released: ${[...named, ...more, ...why].join(', ')}`);
    }
  }
}

/** Files that a reason names; `gv audit` names more. */
const SHOWN = 3;
