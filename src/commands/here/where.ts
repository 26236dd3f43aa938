import { parseQuery, queryText } from '../../core/choice/query.ts';
import { releaseQuery, select } from '../../core/choice/select.ts';
import { GvError } from '../../errors.ts';
import { installedToolchains } from '../../io/store/toolchains.ts';
import { answeringBase } from '../../jobs/here/answering.ts';
import type { World } from '../../world.ts';
import type { Input } from '../parts/spec.ts';

/** Answers `gv where --json` and `gv where RANGE`; the launcher answers the other forms itself. */
export async function run(world: World, { args, report }: Input): Promise<number> {
  const { version, path } = args[0] === undefined ? await here(world) : named(world, args[0]);
  // The path stays as it is for a program; the reporter makes it printable for a terminal.
  report.result('where', { version, path }, `${path}\n`);
  return 0;
}

interface Place {
  readonly version: string;
  readonly path: string;
}

async function here(world: World): Promise<Place> {
  const { label, goroot } = await answeringBase(world);
  return { version: label, path: goroot };
}

function named(world: World, text: string): Place {
  const query = parseQuery(text);
  if (query.kind === 'mod')
    throw new GvError('usage', 'gv where takes an installed version', { hint: 'gv list' });
  const found = select(releaseQuery(query), installedToolchains(world.layout));
  if (found !== undefined) return { version: found.version.label, path: found.path };
  throw new GvError('not-installed', `go ${queryText(query)} is not installed`, {
    hint: `gv install ${queryText(query)}`,
  });
}
