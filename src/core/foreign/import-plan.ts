import type { Platform } from '../platform.ts';
import { platformText } from '../platform.ts';
import { isOfNetwork, reasonText, type TreeJudgement } from '../toolchain/judgement.ts';
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

/** Owners whose trees others rely on: the system, a runner, the go command. They are no managers that a user comes from. */
const OF_OTHERS: ReadonlySet<TreeOwner> = new Set(['system', 'runner', 'modcache']);

/** The step for a tree that was to be moved: it must have nothing beside the release, which would be lost, and belong to this account. */
export function movedStep(step: ImportStep, { isOwn }: { readonly isOwn: boolean }): ImportStep {
  if (step.kind === 'stay') return step;
  const stay = (why: string): ImportStep => ({ kind: 'stay', tree: step.tree, why, isDoubt: true });
  if (OF_OTHERS.has(step.tree.by)) return stay('not moved: others may rely on it');
  if (!isOwn) return stay('not moved: it belongs to another account');
  return step.judgement.kind === 'proven'
    ? step
    : stay('not moved: there is more in it than the release has');
}

/** The fate of a tree: it is taken, or stays for a reason. */
export type ImportStep =
  | ({ readonly kind: 'take' } & TakenTree)
  | ({ readonly kind: 'stay'; readonly tree: FoundTree } & Stay);

/** Why a tree stays. */
interface Stay {
  readonly why: string;
  /** For a table, where the whole reason is the long words of a failure of the network. */
  readonly brief?: string;
  /** The tree is not as the Go team released it, nothing proves it, or the way that was asked for is closed to it. */
  readonly isDoubt: boolean;
  /** gv has its release, or gets it from another tree. */
  readonly isHere?: true;
}

/** The owners of trees whose releases gv has, or gets. */
export function adoptedFrom(
  steps: readonly ImportStep[],
  troubles: readonly TreeTrouble[],
): ReadonlySet<TreeOwner> {
  const failed = new Set(troubles.flatMap(({ path, isPlaced }) => (isPlaced ? [] : [path])));
  const isHere = (step: ImportStep): boolean =>
    step.kind === 'take' ? !failed.has(step.tree.path) : step.isHere === true;
  return new Set(steps.filter(isHere).map(({ tree }) => tree.by));
}

/** A tree that was to be taken, and with which something went otherwise than planned. */
export interface TreeTrouble {
  /** Of the tree. */
  readonly path: string;
  /** The toolchain is in gv all the same; of a tree that was to be moved: the tree stays too. */
  readonly isPlaced: boolean;
  readonly why: string;
  /** Of a tree that was moved: what could not be removed of it lies there. */
  readonly rest?: string;
}

/** The step for a good tree of a release that comes from another one already. */
export function leftTwice({ tree, judgement }: TakenTree, first: string): ImportStep {
  const why = `go ${judgement.version.label} comes from ${first}`;
  return { kind: 'stay', tree, why, isDoubt: false, isHere: true };
}

/** The reason to leave a tree without a look at its content; undefined where it has to be judged. */
export function leftUnjudged(
  { identity, path }: FoundTree,
  { platform, installed, shared }: KnownBefore,
): Stay | undefined {
  if (identity.kind === 'unknown') return { why: identity.why, isDoubt: true };
  const { version } = identity;
  const { os, arch } = identity.platform;
  if (os !== platform.os || arch !== platform.arch)
    return { why: `it is for ${platformText(identity.platform)}`, isDoubt: false };
  if (installed.has(version.name))
    return {
      why: `gv ${shared.has(path) ? 'shares' : 'has'} go ${version.label} already`,
      isDoubt: false,
      isHere: true,
    };
  return undefined;
}

export interface KnownBefore {
  /** Of this machine. */
  readonly platform: Platform;
  /** Names of installed releases. */
  readonly installed: ReadonlySet<string>;
  /** Paths of trees that gv shares with their managers. */
  readonly shared: ReadonlySet<string>;
}

/**
 * The step for a judged tree. It is taken where every file of the release is there as released, whatever lies beside them: the
 * rest stays behind. A changed tree stays, with the files that differ in the reason.
 */
export function stepOf(tree: FoundTree, judgement: TreeJudgement): ImportStep {
  const stay = (why: string, brief?: string): ImportStep => ({
    kind: 'stay',
    tree,
    why,
    isDoubt: true,
    ...(brief !== undefined && { brief }),
  });
  switch (judgement.kind) {
    case 'proven':
      return { kind: 'take', tree, judgement, left: 0 };
    case 'unknown':
      return isOfNetwork(judgement.why)
        ? stay(reasonText(judgement.why), 'not proven without a network')
        : stay(judgement.why.message);
    case 'contents-changed':
      return stay('contents were changed so that sizes and CRCs still agree');
    case 'differs': {
      const { covered, flaws, naming } = judgement;
      const left = flaws.filter(({ kind }) => kind === 'extra' || kind === 'link').length;
      if (covered !== undefined) return { kind: 'take', tree, judgement, left };
      const named = flaws.slice(0, SHOWN).map(({ kind, path }) => `${path} (${kind})`);
      const more = flaws.length > SHOWN ? [`${flaws.length - SHOWN} more`] : [];
      const why = naming.by === 'nothing' ? [`the files cannot be named: ${reasonText(naming.why)}`] : [];
      const text = `not as released: ${[...named, ...more, ...why].join(', ')}`;
      return naming.by === 'nothing' && isOfNetwork(naming.why)
        ? stay(text, 'not as released; the files cannot be named without a network')
        : stay(text);
    }
  }
}

/** Files that a reason names; `gv audit` names more. */
const SHOWN = 3;

/**
 * Whether a tree that stays is a finding of the run (exit code 1): the Go of the system, of a runner or of the go command is one
 * where `from` names it alone, as users come from other managers, and a Go that a distribution built can never be proven.
 */
export function isFinding(step: ImportStep, from: readonly TreeOwner[]): boolean {
  return (
    step.kind === 'stay' && step.isDoubt && (from.includes(step.tree.by) || !OF_OTHERS.has(step.tree.by))
  );
}

/** A tree of another manager that a move put aside, and that was left there when gv was killed. */
export interface AsideTree {
  readonly path: string;
  /** The place of the tree before. */
  readonly source: string;
}

/** The fate of such a tree. */
export type AsideStep = AsideTree &
  (
    | { readonly kind: 'remove' }
    /** The tree goes back to its place, so that the toolchain of gv is not the only one. */
    | { readonly kind: 'restore' }
    | { readonly kind: 'stay'; readonly why: string }
  );
