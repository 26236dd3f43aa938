import { join } from 'node:path';
import type { TreeState } from '../../core/foreign/audit.ts';
import type { FoundTree } from '../../core/foreign/found-tree.ts';
import {
  isOfNetwork,
  type ListKind,
  type Reason,
  type TreeJudgement,
} from '../../core/toolchain/judgement.ts';
import type { TreeFlaw } from '../../core/toolchain/tree-flaw.ts';
import { entryOrNothing } from '../../io/disk/access.ts';
import type { Run } from '../../world.ts';
import { judgeTree, type JudgeContext } from '../trees/judge-tree.ts';

/** Whether a tree is what the Go team released, by the checksum database. The tree is only read. */
export async function stateOf(run: Run, tree: FoundTree, context: JudgeContext): Promise<TreeState> {
  const { identity, path } = tree;
  if (identity.kind === 'unknown') return identity;
  return stateIn(tree, await judgeTree(run, { ...context, root: path, version: identity.version }));
}

function stateIn(tree: FoundTree, judgement: TreeJudgement): TreeState {
  switch (judgement.kind) {
    case 'proven':
      return { kind: 'proven' };
    case 'unknown':
      return unknownFor(judgement.why);
    case 'contents-changed':
      return differing(tree, judgement.flaws, 'contents were changed so that sizes and CRCs still agree');
    case 'differs': {
      const { naming, covered } = judgement;
      const flaws = judgement.flaws.filter((flaw) => !isBeforeFirstRun(tree, flaw));
      if (flaws.length === 0 && covered !== undefined) return { kind: 'proven' };
      const state = differing(tree, flaws, reasonOf(naming));
      if (state.kind !== 'differs' || naming.by !== 'nothing' || !isOfNetwork(naming.why)) return state;
      return { ...state, lacksNetwork: true, hint: naming.why.hint };
    }
  }
}

function unknownFor(why: Reason): TreeState {
  const { code, message, hint } = why;
  return {
    kind: 'unknown',
    why: message,
    hint,
    ...(isOfNetwork(why) && { lacksNetwork: true }),
    ...(code === 'log-missing' && { lacksRecord: true }),
  };
}

/** A distribution's own build differs in everything that it compiled: that says nothing of who changed it. */
function differing({ isRebuilt }: FoundTree, files: readonly TreeFlaw[], why: string): TreeState {
  if (!isRebuilt) return { kind: 'differs', files, why };
  return {
    kind: 'unknown',
    why: 'a distribution built it, and the checksum database knows other builds only',
  };
}

/** Empty where the list of differing files is whole and proven. */
function reasonOf(naming: ListKind): string {
  switch (naming.by) {
    case 'sha256':
      return '';
    case 'size-and-crc':
      return 'the names are those of a list that a server sent, by size and CRC';
    case 'nothing':
      return `no list of its files could be had: ${naming.why.message}`;
  }
}

/** In a module cache no program can run before the go command first switches to its toolchain and sets the modes. */
function isBeforeFirstRun({ by, path }: FoundTree, flaw: TreeFlaw): boolean {
  if (by !== 'modcache' || flaw.kind !== 'mode') return false;
  const entry = entryOrNothing(join(path, flaw.path));
  return entry?.kind === 'file' && (entry.mode & 0o6002) === 0;
}
