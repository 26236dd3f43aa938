import type { FoundTree } from '../../core/foreign/found-tree.ts';
import { foreignPlaces, type ForeignPlace } from '../../core/foreign/places.ts';
import { findTrees, spelledOut, type TreesFound } from '../../io/foreign/find-trees.ts';
import { treeIdentity } from '../../io/foreign/tree-identity.ts';
import { goValuesOf } from '../../io/go/go-settings.ts';
import { gorootOf } from '../../io/go/goroot.ts';
import { directoryFrom } from '../../io/host/here.ts';
import { absoluteEntries, realPath } from '../../io/host/search-path.ts';
import type { Run } from '../../world.ts';

/** The homes of a machine, beside the caller's own. */
const HOMES = ['/root', '/home/*'];

/** Variables that say where a manager keeps its trees. */
const VARIABLES = [
  'GOENV_ROOT',
  'GVM_ROOT',
  'ASDF_DATA_DIR',
  'MISE_DATA_DIR',
  'XDG_DATA_HOME',
  'GOBREW_ROOT',
  'G_HOME',
  'RUNNER_TOOL_CACHE',
] as const;

/**
 * Every Go tree of this machine: in the places of all managers, for this account and those whose homes `others` names, as
 * patterns, and behind each go on PATH.
 */
export function treesHere(run: Run, others: readonly string[] = HOMES): TreesFound {
  const { env, home, layout, platform } = run;
  const setting = goValuesOf(run, undefined);
  const variables = {
    ...Object.fromEntries(VARIABLES.map((name) => [name, env[name]])),
    GV_ROOT: layout.root,
    GOMODCACHE: setting('GOMODCACHE').value,
    GOPATH: setting('GOPATH').value,
  };
  const homes = [...new Set([...(home === undefined ? [] : [home]), ...others])];
  const places = [...foreignPlaces({ homes, variables }), ...onPath(run)];
  return findTrees({ root: '/', places, platform });
}

/**
 * The GOROOT behind each go on PATH. A star in its path would be read as a pattern; behind gv's own shim lies the directory of gv's
 * program, which has a VERSION too.
 */
function onPath(run: Run): readonly ForeignPlace[] {
  const own = realPath(run.layout.lib);
  const goroots = absoluteEntries(run).flatMap((entry) => gorootOf(`${entry}/go`) ?? []);
  return [...new Set(goroots)]
    .filter((goroot) => !goroot.includes('*') && realPath(goroot) !== own)
    .map((goroot) => ({ by: 'path', pattern: goroot, isRebuilt: false }));
}

/** An unpacked image, or one GOROOT, in which the trees were found. */
export interface AuditedRoot extends TreesFound {
  readonly root: string;
  /** Files of go settings below the root, which are there or not. */
  readonly settings: readonly string[];
}

/** Trees side by side, as in the directory of a manager or of a team: `1.22.5`, or `1.22.5/go`. */
const STORE = ['/*', '/*/go'].map((pattern): ForeignPlace => ({ by: 'path', pattern, isRebuilt: false }));

/**
 * The Go trees below a directory that the user named: itself where it is a GOROOT, else those that lie in it side by side, and those
 * of an image whose root it is.
 * No link leads out of it. Fails with `disk` for a path that is no directory.
 */
export function treesBelow(run: Run, directory: string): AuditedRoot {
  const hint = 'Name a GOROOT, a directory of several, or the root directory of an unpacked image.';
  const named = directoryFrom(run, directory, hint);
  const root = realPath(named) ?? named;
  const { platform } = run;
  const identity = treeIdentity(root, platform);
  if (identity !== undefined) {
    const tree: FoundTree = { by: 'path', path: root, names: [root], isRebuilt: false, identity };
    return { root, trees: [tree], unreadable: [], settings: [] };
  }
  const places = [...foreignPlaces({ homes: HOMES, variables: {} }), ...STORE];
  const found = findTrees({ root, places, platform });
  const settings = spelledOut(
    root,
    HOMES.map((home) => `${home}/.config/go/env`),
  );
  return { root, ...found, settings: [...settings, '/etc/environment'] };
}
