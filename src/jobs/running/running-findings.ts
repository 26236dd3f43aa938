import type { Runs } from '../../core/choice/explanation.ts';
import type { Evidence, Finding } from '../../core/choice/finding.ts';
import { isInside } from '../../core/layout.ts';
import { realPath } from '../../io/host/search-path.ts';
import type { World } from '../../world.ts';
import type { RunningTool } from '../environment/environment.ts';

/** Advice about a running program that has another Go than the current directory. One that works in another directory is left alone. */
export function runningFindings(world: World, tool: RunningTool, here: Runs): readonly Finding[] {
  return isAbout(tool, realPath(world.cwd) ?? world.cwd)
    ? [...otherGo(world, tool, here), ...olderBuild(tool)]
    : [];
}

/** An editor works in its directory, and below; the one that serves all of them lies above. */
function isAbout({ directory: at }: RunningTool, here: string): boolean {
  return at === null || at === here || isInside(at, here) || isInside(here, at);
}

const AGAIN = 'end the editor, and start it from this shell';
const LASTING =
  'gv env --format environment.d --write ~/.config/environment.d/10-gv.conf, for the next login';

function otherGo(world: World, tool: RunningTool, here: Runs): readonly Finding[] {
  const fault = faultOf(tool, here);
  if (fault === undefined) return [];
  const { go, set } = tool.starts;
  const read = (what: string, value: string): Evidence => ({
    what,
    value,
    how: 'read',
    from: environOf(tool),
  });
  const evidence = [
    read('go on its PATH', go ?? 'none'),
    ...Object.entries(set).map(([name, value]) => read(name, value)),
  ];
  const isByPath = Object.keys(set).length === 0 && world.platform.os === 'linux';
  const cure = isByPath ? `${AGAIN}; or: ${LASTING}` : AGAIN;
  return [{ code: 'running-other-go', level: 'advice', text: `${named(tool)} ${fault}`, cure, evidence }];
}

/** The difference to the Go of this directory; undefined without one, and where only running a go would tell. */
function faultOf({ starts }: RunningTool, here: Runs): string | undefined {
  const { how, go, version, why } = starts;
  if (go === null) return how === 'fails' ? 'finds no go on its PATH' : undefined;
  if (here.version === null) return undefined;
  const answers = `go ${here.version} answers here`;
  if (how === 'fails') return `starts ${go}, which fails (${why}); ${answers}`;
  return version === null || version === here.version ? undefined : `runs go ${version} (${go}); ${answers}`;
}

/** A running program stays as old as it was when it is installed anew. */
function olderBuild(tool: RunningTool): readonly Finding[] {
  const { builtWith, needs, package: main, path, name, replaced } = tool;
  if (needs === undefined || builtWith === null) return [];
  const text = `${named(tool)} was built by ${builtWith}, and the module here asks for go ${needs}, which it cannot read`;
  const from = path ?? environOf(tool);
  return [
    {
      code: 'tool-older-than-module',
      level: 'advice',
      text: replaced ? `${text}; another program is in its place by now` : text,
      cure: replaced
        ? 'end the editor, and start it again'
        : `go install ${main ?? name}@latest, then start the editor again`,
      ...(path === null ? {} : { at: { file: path } }),
      evidence: [{ what: 'built with', value: builtWith, how: 'read', from }],
    },
  ];
}

function environOf({ processes }: RunningTool): string {
  return `/proc/${processes[0] ?? ''}/environ`;
}

/** `the running gopls (process 7)` */
function named({ name, processes }: RunningTool): string {
  return `the running ${name} (${processes.length === 1 ? 'process' : 'processes'} ${processes.join(', ')})`;
}
