import { dirname } from 'node:path';
import { shellWord } from '../shells/quote.ts';
import { LOST } from '../text/nameless.ts';
import type { TreeFlaw } from '../toolchain/tree-flaw.ts';
import type { AuditedTree, TreeState } from './audit.ts';

/** The step that cannot be done here and now. */
const WITH_NETWORK = 'where there is a network: ';

export interface CureOptions {
  /** One of gv's own toolchains: of this GV_ROOT, so that gv can put back what differs. */
  readonly isOwn: boolean;
}

/** A tree before it is known what to do about it. */
export type JudgedTree = Omit<AuditedTree, 'steps'>;

/**
 * The steps of a cure, by what was found: for a tree that is not as released the command that shows the difference, and the one that
 * puts it right. Trees of others are not for gv to remove. Empty for a proven tree.
 */
export function cureSteps(tree: JudgedTree, options: CureOptions): readonly string[] {
  switch (tree.state.kind) {
    case 'proven':
      return [];
    case 'differs':
      return changedSteps(tree, tree.state, options);
    case 'unknown':
      return unprovenSteps(tree, tree.state);
  }
}

type StateOf<Kind extends TreeState['kind']> = Extract<TreeState, { readonly kind: Kind }>;

function changedSteps(
  tree: JudgedTree,
  { files, why, lacksNetwork, hint }: StateOf<'differs'>,
  { isOwn }: CureOptions,
): readonly string[] {
  const { path } = tree;
  const label = labelOf(tree);
  const where = lacksNetwork === true ? WITH_NETWORK : '';
  if (isOwn) return [`${where}gv verify --repair ${label}`];
  const proven = `gv install ${label} gives a proven go ${label}`;
  const compared = `${where}gv verify --full --path ${shellWord(path)} compares every file`;
  const whole = [...stepsOf(hint), compared, ...again(tree), proven];
  const [first] = files;
  // Only a proven list says that nothing else differs.
  if (first === undefined || why !== '') return whole;
  const at = shellWord(`${path}/${first.path}`);
  const look = lookAt(`${path}/${first.path}`);
  if (files.length === 1 && first.kind === 'changed' && first.path === 'go.env') {
    const instead = 'go env -w NAME=VALUE keeps a setting in a file of your own instead';
    return [`cat ${at} shows it`, instead, proven];
  }
  const others = files.length === 1 ? '' : ', and so with the others';
  switch (kindOf(files)) {
    case 'extra':
      return [`${look} shows it`, `out of the tree with it${others}, and the rest is as released`, proven];
    case 'mode':
      return [`${look} shows it`, `${modeCure(first)} ${at} puts it right${others}`];
    case 'link':
      return [`${look} shows where it leads`, proven];
    case 'irregular':
      return [`${look} shows what it is`, ...again(tree), proven];
    case 'missing':
    case 'changed':
    case 'record':
    case 'unreadable':
    case undefined:
      return whole;
  }
}

function unprovenSteps(
  tree: JudgedTree,
  { lacksNetwork, lacksRecord, hint }: StateOf<'unknown'>,
): readonly string[] {
  const label = labelOf(tree);
  const path = shellWord(tree.path);
  if (tree.isRebuilt)
    return [
      'the package manager that brought it can check it',
      `gv install ${label} gives the Go team's own`,
    ];
  if (lacksRecord === true) {
    const shown = `cat ${shellWord(`${tree.path}/VERSION`)} shows what it calls itself`;
    return [shown, 'gv list --remote shows the releases', 'gv install latest gives a proven one'];
  }
  const proven = `gv install ${label} gives a proven one`;
  if (tree.identity.kind === 'unknown') return [`ls -la ${path} shows it`, proven];
  const anew = lacksNetwork === true ? `${WITH_NETWORK}gv audit` : 'gv audit again once that is put right';
  return [...stepsOf(hint), anew, proven];
}

/** A release to install instead: the same where one is known. */
function labelOf({ identity }: JudgedTree): string {
  return identity.kind === 'release' ? identity.version.label : 'latest';
}

/** The hint of a failure as a step. */
function stepsOf(hint: string | undefined): readonly string[] {
  return hint === undefined ? [] : [hint.replace(/\.$/, '')];
}

/** The command that shows an entry: all of its directory for a name that is no UTF-8, which cannot be typed. */
function lookAt(path: string): string {
  return path.includes(LOST) ? `ls -la ${shellWord(dirname(path))}` : `ls -ld ${shellWord(path)}`;
}

/** The kind that all flaws have; undefined where they differ. */
function kindOf(files: readonly TreeFlaw[]): TreeFlaw['kind'] | undefined {
  const kinds = new Set(files.map(({ kind }) => kind));
  return kinds.size === 1 ? files[0]?.kind : undefined;
}

function modeCure({ path }: TreeFlaw): string {
  return /^(?:bin|pkg\/tool)\//.test(path) ? 'chmod 755' : 'chmod u-s,g-s,o-w';
}

/** How its owner puts a tree back. */
function again({ by, identity }: JudgedTree): readonly string[] {
  switch (by) {
    case 'gv':
      return ['the gv that it belongs to repairs it'];
    case 'sdk': {
      // golang.org/dl, internal/version: what is there and was once whole is not downloaded again.
      const program = identity.kind === 'release' ? `go${identity.version.name} download` : 'gotip download';
      return [`${program} (golang.org/dl) puts it back once it is moved away`];
    }
    case 'modcache':
      return ['the go command downloads it anew once go clean -modcache has emptied its cache'];
    case 'runner':
      return ['the image of the runner, or actions/setup-go, puts it back'];
    case 'path':
    case 'system':
      return ['what installed it puts it back'];
    case 'goenv':
    case 'gvm':
    case 'asdf':
    case 'mise':
    case 'gobrew':
    case 'g':
      return [`${by} puts it back by installing it anew`];
  }
}
