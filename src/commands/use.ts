import type { Emit } from '../core/events.ts';
import { parseQuery } from '../core/query.ts';
import { GvError } from '../errors.ts';
import { answeringBase } from '../jobs/base.ts';
import { install } from '../jobs/install.ts';
import { directoryNeeds } from '../jobs/needs.ts';
import { checkTrack, unuse, use } from '../jobs/use.ts';
import { printable } from '../report/printable.ts';
import type { World } from '../world.ts';
import { installOptions } from './install-options.ts';
import type { Input } from './spec.ts';

export async function run(world: World, input: Input): Promise<number> {
  const { args, options, report } = input;
  const scope = options.flag('global') ? 'global' : 'directory';
  if (options.flag('unset')) return takeBack(world, input, scope);
  const [text] = args;
  if (text === undefined) return makeReady(world, input);
  const query = parseQuery(text);
  if (options.flag('track')) checkTrack(query);
  const request = { query, scope, track: options.flag('track') } as const;
  const { pin, file, toolchain } = await use(
    world,
    request,
    await installOptions(world, input),
    whatIsNew(report),
  );
  const data = { pin, file, version: toolchain?.version.label ?? 'system', path: toolchain?.path ?? null };
  report.result('use', data, `go ${pin} (${printable(file)})\n`);
  return 0;
}

/** That a toolchain is there already is no news to somebody who chooses one. */
function whatIsNew({ event }: Input['report']): Emit {
  return (news) => {
    if (news.type !== 'already') event(news);
  };
}

async function takeBack(
  world: World,
  { args, report }: Input,
  scope: 'directory' | 'global',
): Promise<number> {
  if (args.length > 0) throw new GvError('usage', '--unset takes no version', { hint: 'gv use --unset' });
  const file = await unuse(world, scope);
  const text = file === undefined ? 'no version was chosen here' : `no longer chosen by ${printable(file)}`;
  report.result('use', { unset: file ?? null }, `${text}\n`);
  return 0;
}

/** A bare `gv use`: what this directory asks for gets installed, and what answers is said. */
async function makeReady(world: World, input: Input): Promise<number> {
  const { options, report } = input;
  if (options.flag('global') || options.flag('track')) {
    throw new GvError('usage', 'which version?', { hint: 'gv use -g 1.22.5' });
  }
  const settings = await installOptions(world, input);
  for (const { query, why } of await directoryNeeds(world)) {
    report.event({ type: 'notice', text: why });
    await install(world, query, settings, whatIsNew(report));
  }
  const { label, file, goroot } = await answeringBase(world);
  const place = file === '' ? 'nothing is asked here' : printable(file);
  report.result(
    'use',
    { version: label, file: file === '' ? null : file, path: goroot },
    `go ${label} (${place})\n`,
  );
  return 0;
}
