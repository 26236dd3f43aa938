import { parseQuery } from '../../core/choice/query.ts';
import type { Base } from '../../core/choice/trace.ts';
import type { Emit } from '../../core/events.ts';
import { GvError } from '../../errors.ts';
import { answeringBase, currentBase } from '../../jobs/here/answering.ts';
import { placeText, prepareDirectory, type Prepared } from '../../jobs/here/prepare.ts';
import { shadows } from '../../jobs/here/shadows.ts';
import { checkTrack, unuse, use } from '../../jobs/here/use.ts';
import { printable } from '../../report/page/printable.ts';
import { chosenText } from '../../report/results/phrases.ts';
import type { World } from '../../world.ts';
import { chosenArgs } from '../parts/chosen-args.ts';
import { installOptions } from '../parts/install-options.ts';
import { preparedText } from '../parts/prepared-text.ts';
import type { Input } from '../parts/spec.ts';

const WHICH = { title: 'Use which Go?', among: 'all', multiple: false } as const;

export async function run(world: World, given: Input): Promise<number> {
  if (given.options.flag('interactive') && given.options.flag('unset')) {
    throw new GvError('usage', '--unset takes no version', { hint: 'gv use --unset' });
  }
  if (given.options.flag('shell') && (world.env['__GV_HOOK'] ?? '') === '') {
    throw noHook(given.args[0], given.options.flag('unset'));
  }
  const input = { ...given, args: await chosenArgs(world, given, WHICH) };
  const { args, options, report } = input;
  if (options.flag('shell')) return inShell(world, input);
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
  for (const shadow of await shadows(world, { file, scope })) report.event(shadow);
  if (toolchain === undefined) await tellOfNoGo(world, report);
  const data = { pin, file, version: toolchain?.version.label ?? 'system', path: toolchain?.path ?? null };
  report.result('use', data, `${chosenText(pin, file)}\n`);
  return 0;
}

/** The system may get a Go later, so that choosing it is no failure. */
async function tellOfNoGo(world: World, report: Input['report']): Promise<void> {
  const resolution = await currentBase(world);
  if (!resolution.ok && resolution.code === 'no-go')
    report.event({ type: 'warning', text: resolution.message });
}

/**
 * `use -s`: the shell function `gv` that the hooks define sets __GV_HOOK, and keeps what is printed here in GV_VERSION.
 * Without a hook no program can set a variable of the shell that started it.
 */
async function inShell(world: World, input: Input): Promise<number> {
  const { args, options, report } = input;
  const [text] = args;
  if (options.flag('unset') || options.flag('global') || report.json) {
    throw new GvError('usage', '-s goes neither with --unset and a version, nor with -g or --json', {
      hint: 'gv use -s 1.22.5, or gv use -s --unset',
    });
  }
  if (text === undefined) throw new GvError('usage', 'which version?', { hint: 'gv use -s 1.22.5' });
  const query = parseQuery(text);
  if (options.flag('track')) checkTrack(query);
  const request = { query, scope: 'shell', track: options.flag('track') } as const;
  const settings = await installOptions(world, input);
  const { pin } = await use(world, request, settings, whatIsNew(report));
  world.stdout.write(`${pin}\n`);
  return 0;
}

function noHook(text: string | undefined, unset: boolean): GvError {
  const instead = unset ? 'unset GV_VERSION' : `export GV_VERSION=${printable(text ?? '1.22.5')}`;
  return new GvError('usage', "gv use -s needs gv's hook in this shell", {
    hint: `load it: eval "$(gv init bash)" (or zsh; in fish: gv init fish | source), or type: ${instead}`,
  });
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
  const prepared = await prepareDirectory(world, settings, whatIsNew(report));
  const base = await answeringBase(world);
  const { label, file, goroot } = base;
  const text = `go ${label} (${printable(reasonText(base))})\n${floorText(label, prepared)}`;
  report.result('use', { version: label, file: file === '' ? null : file, path: goroot }, text);
  return 0;
}

/** Why that one answers. */
function reasonText({ file, rule, raised }: Base): string {
  if (raised !== undefined) {
    return `${file === '' ? 'the newest' : file} says ${raised.from}, and ${placeText(raised.file, raised.line)} needs at least ${raised.floor}`;
  }
  if (file !== '') return file;
  return rule === 'system'
    ? 'nothing is asked here, and none is installed'
    : 'nothing is asked here: the newest installed';
}

/** A base below the floor is not what runs: the go command changes to what the floor asks. */
function floorText(label: string, prepared: readonly Prepared[]): string {
  return preparedText(prepared.filter(({ role, version }) => role === 'floor' && version.label !== label));
}
