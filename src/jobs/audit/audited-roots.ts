import { foreignPlaces, type ForeignPlace } from '../../core/foreign/places.ts';
import { LOST } from '../../core/text/nameless.ts';
import { findTrees, type TreesFound } from '../../io/foreign/find-trees.ts';
import { goValuesOf } from '../../io/go/go-settings.ts';
import { gorootOf } from '../../io/go/goroot.ts';
import { absoluteEntries, realPath } from '../../io/host/search-path.ts';
import type { Run } from '../../world.ts';

/** The homes of a machine, beside the caller's own. */
export const HOMES = ['/root', '/home/*'];

/** Variables that say where a manager keeps its trees. */
const VARIABLES = [
  'GOENV_ROOT',
  'GVM_ROOT',
  'ASDF_DATA_DIR',
  'MISE_DATA_DIR',
  'MISE_INSTALLS_DIR',
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
  const places = [...placesHere(run, others), ...onPath(run)];
  const found = findTrees({ root: '/', places, platform: run.platform });
  const lost = absoluteEntries(run).filter((entry) => entry.includes(LOST));
  return { ...found, nameless: [...found.nameless, ...lost] };
}

/** The places of all managers on this machine, for this account and those homes. */
export function placesHere(run: Run, others: readonly string[]): readonly ForeignPlace[] {
  const { home } = run;
  const homes = [...new Set([...(home === undefined ? [] : [home]), ...others])];
  return foreignPlaces({ homes, variables: managerVariables(run) });
}

/** The variables that say where managers keep their trees, with the values of this account; those of go as go has them. */
export function managerVariables(run: Run): Readonly<Record<string, string | undefined>> {
  const { env, layout } = run;
  const setting = goValuesOf(run, undefined);
  return {
    ...Object.fromEntries(VARIABLES.map((name) => [name, env[name]])),
    GV_ROOT: layout.root,
    GOMODCACHE: setting('GOMODCACHE').value,
    GOPATH: setting('GOPATH').value,
  };
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
