import { parseQuery } from '../core/query.ts';
import type { ReleaseQuery } from '../core/select.ts';
import { GvError } from '../errors.ts';
import { installCarried } from '../jobs/carried.ts';
import { install, type InstallOptions } from '../jobs/install.ts';
import { directoryNeeds, moduleQuery, type Need } from '../jobs/needs.ts';
import { installedToolchains, type Installed } from '../io/toolchains.ts';
import type { World } from '../world.ts';
import { installOptions, releaseQuery } from './install-options.ts';
import { isFileArgument } from './file-argument.ts';
import type { Input } from './spec.ts';

export async function run(world: World, input: Input): Promise<number> {
  const { args, report } = input;
  const options = await installOptions(world, input);
  checkFileOptions(input);
  const done: Installed[] = [];
  const targets = args.length === 0 ? await neededHere(world, input) : args;
  for (const target of targets) {
    done.push(await installOne(world, { input, target, options }));
  }
  const data = done.map(({ version, path }) => ({ version: version.label, path }));
  if (report.json) report.result('install', { installed: data }, '');
  return 0;
}

interface One {
  readonly input: Input;
  readonly target: string | ReleaseQuery;
  readonly options: InstallOptions;
}

async function installOne(world: World, { input, target, options }: One): Promise<Installed> {
  const { report } = input;
  if (typeof target === 'string' && isFileArgument(target)) {
    const signature = input.options.text('signature');
    const file = { path: target, signature, sha256: input.options.text('sha256'), ...options };
    return installCarried(world, file, report.event);
  }
  const query = typeof target === 'string' ? namedQuery(world, input, target) : target;
  return install(world, query, options, report.event);
}

function namedQuery(world: World, { report }: Input, text: string): ReleaseQuery {
  const query = parseQuery(text);
  if (query.kind !== 'mod') return releaseQuery(query);
  return told(moduleQuery(world), report);
}

/** Without arguments: what this directory asks for; the latest release where nothing is asked and nothing is there. */
async function neededHere(world: World, { report }: Input): Promise<readonly ReleaseQuery[]> {
  const needs = await directoryNeeds(world);
  if (needs.length > 0) return needs.map((need) => told(need, report));
  if (installedToolchains(world.layout).length === 0) {
    report.event({ type: 'notice', text: 'nothing is asked here: installing the latest release' });
    return [{ kind: 'channel', channel: 'stable' }];
  }
  report.event({
    type: 'notice',
    text: 'nothing is asked here that is not installed (gv install latest gets the newest)',
  });
  return [];
}

function told(need: Need, report: Input['report']): ReleaseQuery {
  report.event({ type: 'notice', text: need.why });
  return need.query;
}

function checkFileOptions({ args, options }: Input): void {
  const named = ['sha256', 'signature'].find((name) => options.text(name) !== undefined);
  if (named === undefined || (args.length === 1 && isFileArgument(args[0] ?? ''))) return;
  throw new GvError('usage', `--${named} belongs to one archive on this machine`, {
    hint: 'gv install ./go1.22.5.linux-amd64.tar.gz',
  });
}
