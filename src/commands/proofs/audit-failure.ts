import type { Audit } from '../../core/foreign/audit.ts';
import { TREE_OWNERS } from '../../core/foreign/places.ts';
import { namelessFailure } from '../../core/text/nameless.ts';
import { GvError } from '../../errors.ts';

/** The failure with which an audit ends: a tree that differs (exit 5), else a named directory without a Go (3, or 6 where gv cannot look into a part of it); undefined without one. */
export function auditFailure(
  result: Audit,
  { saysCures }: { readonly saysCures: boolean },
): GvError | undefined {
  const { trees, findings, empty, unreadable, nameless } = result;
  const changed = trees.filter(({ state }) => state.kind === 'differs');
  if (changed.length > 0) {
    const cures = findings.flatMap(({ code, cure }) => (code === 'tree-changed' ? [cure] : []));
    const [cure = ''] = cures;
    return new GvError('tree-changed', `not as released: ${changed.map(({ path }) => path).join(', ')}`, {
      hint:
        cures.length === 1 && !saysCures ? cure : 'gv audit says below each tree what to do (--json: cure).',
    });
  }
  if (empty.length === 0) return undefined;
  const message = `no Go found in ${empty.join(', ')}`;
  const isIn = (path: string): boolean =>
    empty.some((root) => `${path}/`.startsWith(root === '/' ? '/' : `${root}/`));
  const closed = unreadable.filter(isIn);
  if (closed.length > 0)
    return new GvError('permission', `${message}; this account may not look into ${closed.join(', ')}`, {
      hint: 'Look as the account that owns it, or as root.',
    });
  const [lost] = nameless.filter(isIn);
  if (lost !== undefined) return namelessFailure(lost, `${message}; `);
  return new GvError('no-go-found', message, {
    hint: `Searched: the directory itself, NAME and NAME/go in it, and the places of ${TREE_OWNERS.slice(0, -1).join(', ')}. Name a GOROOT (go env GOROOT prints it).`,
  });
}
