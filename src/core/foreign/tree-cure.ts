import { shellWord } from '../shells/quote.ts';
import type { TreeFlaw } from '../toolchain/tree-flaw.ts';
import type { AuditedTree } from './audit.ts';

/** The step that cannot be done here and now. */
const WITH_NETWORK = 'where there is a network: ';

export interface CureOptions {
  /** One of gv's own toolchains: of this GV_ROOT, so that gv can put back what differs. */
  readonly isOwn: boolean;
}

/** The command that shows the difference of a tree that is not as released, and the one that puts it right, by what was found. Trees of others are not for gv to remove. */
export function changedCure(tree: AuditedTree, { isOwn }: CureOptions): string {
  const { path, state, identity } = tree;
  const label = identity.kind === 'release' ? identity.version.label : 'VERSION';
  const where = state.kind !== 'proven' && state.lacksNetwork === true ? WITH_NETWORK : '';
  if (isOwn) return `${where}gv verify --repair ${label}`;
  const files = state.kind === 'differs' ? state.files : [];
  const [first] = files;
  // Only a proven list says that nothing else differs.
  const isWhole = state.kind === 'differs' && state.why === '';
  const proven = `gv install ${label} gives a proven go ${label}`;
  const whole = `${where}gv verify --full --path ${shellWord(path)} compares every file; ${again(tree)}; ${proven}`;
  if (first === undefined || !isWhole) return whole;
  const at = shellWord(`${path}/${first.path}`);
  if (files.length === 1 && first.kind === 'changed' && first.path === 'go.env')
    return `cat ${at} shows it; go env -w NAME=VALUE keeps a setting in a file of your own instead; ${proven}`;
  const others = files.length === 1 ? '' : ', and so with the others';
  switch (kindOf(files)) {
    case 'extra':
      return `ls -ld ${at} shows it; out of the tree with it${others}, and the rest is as released; ${proven}`;
    case 'mode':
      return `ls -ld ${at} shows it; ${modeCure(first)} ${at} puts it right${others}`;
    case 'link':
      return `ls -ld ${at} shows where it leads; ${proven}`;
    case 'irregular':
      return `ls -ld ${at} shows what it is; ${again(tree)}; ${proven}`;
    case 'missing':
    case 'changed':
    case 'record':
    case 'unreadable':
    case undefined:
      return whole;
  }
}

/** The cure of a tree that nothing proves. */
export function unprovenCure({ isRebuilt, identity, path, state }: AuditedTree): string {
  const label = identity.kind === 'release' ? identity.version.label : 'VERSION';
  if (isRebuilt)
    return `the package manager that brought it can check it; gv install ${label} gives the Go team's own`;
  const anew =
    state.kind === 'unknown' && state.lacksNetwork === true
      ? `${WITH_NETWORK}gv audit`
      : 'gv audit again once that is put right';
  const look = identity.kind === 'release' ? anew : `ls -la ${shellWord(path)} shows it`;
  return `${look}; gv install ${label} gives a proven one`;
}

/** The kind that all flaws have; undefined where they differ. */
function kindOf(files: readonly TreeFlaw[]): TreeFlaw['kind'] | undefined {
  const kinds = new Set(files.map(({ kind }) => kind));
  return kinds.size === 1 ? files[0]?.kind : undefined;
}

function modeCure({ path }: TreeFlaw): string {
  return /^(?:bin|pkg\/tool)\//.test(path) ? 'chmod 755' : 'chmod u-s,g-s,o-w';
}

function again({ by }: AuditedTree): string {
  if (by === 'path' || by === 'system') return 'what installed it puts it back';
  return by === 'gv' ? 'the gv that it belongs to repairs it' : `${by} puts it back by installing it anew`;
}
