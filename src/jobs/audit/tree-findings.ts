import type { Finding } from '../../core/choice/finding.ts';
import type { Audit, AuditedTree } from '../../core/foreign/audit.ts';
import { NAMELESS_CURE, namelessText } from '../../core/text/nameless.ts';
import { promisedOther } from '../../io/foreign/find-trees.ts';

/** Findings about one tree: what differs, what is not known, and what a genuine release lacks by its age. */
export function treeFindings(tree: AuditedTree): readonly Finding[] {
  return [...ofState(tree), ...ofName(tree), ...ofSupport(tree), ...ofAdvisories(tree)];
}

/** How the tree is called in a sentence. */
function titleOf({ identity, path }: AuditedTree): string {
  return identity.kind === 'release' ? `go ${identity.version.label} in ${path}` : path;
}

/** Its VERSION, as a place of the finding that a reader can open. */
function placeOf({ path }: AuditedTree): Pick<Finding, 'at'> {
  return { at: { file: `${path}/VERSION` } };
}

/** Files that a finding names; the result has them all. */
const SHOWN = 5;

function ofState(tree: AuditedTree): readonly Finding[] {
  const { state, steps } = tree;
  const cure = steps.join('; ');
  switch (state.kind) {
    case 'proven':
      return [];
    case 'differs': {
      const names = state.files.slice(0, SHOWN).map(({ kind, path }) => `${path} (${kind})`);
      const more = state.files.length - names.length;
      const list = [...names, ...(more > 0 ? [`${more} more`] : [])].join(', ');
      const parts = [list, state.why].filter((part) => part !== '').join('; ');
      const text = `${titleOf(tree)} is not as released: ${parts}`;
      return [{ code: 'tree-changed', text, cure, ...placeOf(tree) }];
    }
    case 'unknown': {
      const text = `${titleOf(tree)} is not proven: ${state.why}`;
      return [{ code: 'tree-unproven', level: 'advice', text, cure, ...placeOf(tree) }];
    }
  }
}

/** A genuine, old release under the name of a newer one passes every comparison with what its VERSION says. */
function ofName(tree: AuditedTree): readonly Finding[] {
  const promised = promisedOther(tree);
  if (promised === undefined) return [];
  const text = `${titleOf(tree)} lies under the name of go ${promised}`;
  return [{ code: 'tree-misnamed', text, cure: `gv install ${promised}; remove this one`, ...placeOf(tree) }];
}

function ofSupport(tree: AuditedTree): readonly Finding[] {
  if (tree.support !== 'ended') return [];
  const last = tree.newest === null ? '' : `, whose last release is ${tree.newest}`;
  const text = `${titleOf(tree)} belongs to a line without security fixes${last}`;
  return [{ code: 'line-ended', level: 'advice', text, cure: 'gv install latest', ...placeOf(tree) }];
}

function ofAdvisories(tree: AuditedTree): readonly Finding[] {
  const { advisories } = tree;
  if (advisories.length === 0) return [];
  const ids = advisories.map(({ id }) => id).join(', ');
  const mended = (advisories.at(-1)?.mended ?? []).filter((each) => !each.includes('rc')).join(' and ');
  const text = `${titleOf(tree)}, as a base, can be deceived about checksums by a module proxy (${ids}; mended in ${mended})`;
  const cure = 'gv install latest, or GOTOOLCHAIN=local, so that it downloads no toolchains';
  return [{ code: 'deceivable-base', level: 'advice', text, cure, ...placeOf(tree) }];
}

/** The findings about what was not looked at: a part that was left out must not look like a clean one. */
export function blindFindings({
  unreadable,
  cut,
  nameless,
}: Pick<Audit, 'unreadable' | 'cut' | 'nameless'>): readonly Finding[] {
  const unseen = (text: string, cure: string): Finding => ({
    code: 'not-looked-at',
    level: 'advice',
    text,
    cure,
  });
  return [
    ...unreadable.map((path) =>
      unseen(`this account may not look into ${path}`, 'gv audit as the account that owns it, or as root'),
    ),
    ...cut.map((path) =>
      unseen(`there is more in ${path} than gv looks at`, 'gv audit --path DIR for each directory in it'),
    ),
    ...nameless.map((path) => unseen(namelessText(path), NAMELESS_CURE)),
  ];
}
