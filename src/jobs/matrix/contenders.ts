import { parseQuery, type Query, queryText } from '../../core/choice/query.ts';
import { newestFirst, select, supportedLines } from '../../core/choice/select.ts';
import type { Contender } from '../../core/matrix/cell.ts';
import { shellWord } from '../../core/shells/quote.ts';
import { compareText, lineOf, parseVersion } from '../../core/version.ts';
import { GvError } from '../../errors.ts';
import { type Installed, installedToolchains } from '../../io/store/toolchains.ts';
import type { Run, World } from '../../world.ts';
import { checkSystemGo, currentBase } from '../here/answering.ts';
import { installedAbove, moduleQuery } from '../here/needs.ts';
import { install, type InstallOptions } from '../install/install.ts';

export interface ContenderRequest {
  /** As they were typed; empty for those of this directory. */
  readonly texts: readonly string[];
  /** Set where missing releases are to be installed. */
  readonly install: InstallOptions | undefined;
}

/**
 * The toolchains that the queries mean, in their order. Without queries: the newest patch of the two newest installed lines, and the
 * Go that answers here. `min` is the line of the go line in go.mod or go.work. Fails with `bad-query`, with
 * `missing-toolchain` for those that are not installed, all named, or as `install` does.
 */
export async function findContenders(
  run: Run,
  { texts, install: options }: ContenderRequest,
): Promise<readonly Contender[]> {
  if (texts.length === 0) return contendersHere(run);
  const found: Contender[] = [];
  const missing: { readonly wanted: string; readonly asked: string }[] = [];
  for (const asked of texts) {
    const query = asked === 'min' ? moduleQuery(run).query : parseQuery(asked);
    const contender = await contenderFor(run, { asked, query, options });
    if (contender === undefined) missing.push({ wanted: queryText(query), asked });
    else found.push(contender);
  }
  if (missing.length === 0) return found;
  const names = missing.map(({ wanted, asked }) => (asked === 'min' ? `go ${wanted} (min)` : `go ${wanted}`));
  throw new GvError('missing-toolchain', `not installed: ${names.join(', ')}`, {
    hint: `gv install ${missing.map(({ wanted }) => shellWord(wanted)).join(' ')}; or --install, which fetches the missing ones first`,
  });
}

interface Asked {
  readonly asked: string;
  readonly query: Query;
  readonly options: InstallOptions | undefined;
}

async function contenderFor(run: Run, { asked, query, options }: Asked): Promise<Contender | undefined> {
  if (query.kind === 'system') {
    await checkSystemGo(run, 'gv use latest');
    return { version: 'system', asked };
  }
  const installed = query.kind === 'mod' ? installedAbove(run, moduleQuery(run)) : chosen(run, asked, query);
  if (installed !== undefined) return contender(installed, asked);
  if (options === undefined) return undefined;
  const release = query.kind === 'mod' ? moduleQuery(run).query : query;
  return contender(await install(run, release, options), asked);
}

/** The newest installed toolchain of a query; one that is older than the patch of go.mod is no answer to `min`. */
function chosen(
  world: World,
  asked: string,
  query: Exclude<Query, { readonly kind: 'mod' | 'system' }>,
): Installed | undefined {
  if (asked !== 'min' || query.kind !== 'exact') return select(query, installedToolchains(world.layout));
  const line = lineOf(query.version);
  const newest = select({ kind: 'line', line }, installedToolchains(world.layout));
  return newest !== undefined && compareText(newest.version.name, query.version.name) >= 0
    ? newest
    : select(query, installedToolchains(world.layout));
}

function contender({ version, path }: Installed, asked: string): Contender {
  return { version: version.label, asked, goroot: path };
}

async function contendersHere(run: Run): Promise<readonly Contender[]> {
  const installed = installedToolchains(run.layout);
  const newest = supportedLines(installed).flatMap((line) => select({ kind: 'line', line }, installed) ?? []);
  const resolution = await currentBase(run);
  const name = resolution.ok ? resolution.base.name : 'system';
  const version = parseVersion(name);
  const here = installed.find((each) => each.version.name === version?.name);
  const all = newestFirst([...newest, ...(here === undefined || newest.includes(here) ? [] : [here])]);
  if (all.length > 0) return all.toReversed().map((each) => contender(each, each.version.label));
  throw new GvError('missing-toolchain', 'no toolchain is installed', {
    hint: 'gv install latest oldstable; or name them, and --install fetches them: gv matrix -v oldstable,stable --install -- go test ./...',
  });
}
