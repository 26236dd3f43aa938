import { parseQuery } from '../../core/choice/query.ts';
import type { Base } from '../../core/choice/trace.ts';
import { GvError } from '../../errors.ts';
import { answeringBase, currentBase } from '../../jobs/here/answering.ts';
import { placeText, prepareDirectory, type Prepared } from '../../jobs/here/prepare.ts';
import { shadows } from '../../jobs/here/shadows.ts';
import { checkTrack, unuse, use } from '../../jobs/here/use.ts';
import { printable } from '../../report/page/printable.ts';
import { chosenText } from '../../report/results/phrases.ts';
import type { Run } from '../../world.ts';
import { chosenArgs } from '../parts/chosen-args.ts';
import { installOptions } from '../parts/install-options.ts';
import { preparedText } from '../parts/prepared-text.ts';
import type { Input } from '../parts/spec.ts';

const WHICH = { title: 'Use which Go?', among: 'all', multiple: false } as const;

export async function run(run: Run, given: Input): Promise<number> {
  if (given.options.flag('interactive') && given.options.flag('unset')) {
    throw new GvError('usage', '--unset takes no version', { hint: 'gv use --unset' });
  }
  if (given.options.flag('shell') && (run.env['__GV_HOOK'] ?? '') === '') {
    throw noHook(given);
  }
  const input = { ...given, args: await chosenArgs(run, given, WHICH) };
  const { args, options, report } = input;
  if (options.flag('shell')) return inShell(run, input);
  const scope = options.flag('global') ? 'global' : 'directory';
  if (options.flag('unset')) return takeBack(run, input, scope);
  const [text] = args;
  if (text === undefined) return makeReady(run, input);
  const query = parseQuery(text);
  if (options.flag('track')) checkTrack(query);
  const request = { query, scope, track: options.flag('track') } as const;
  const settings = await installOptions(run, input);
  const { pin, file, toolchain } = await use(whatIsNew(run), request, settings);
  for (const shadow of await shadows(run, { file, scope })) run.emit(shadow);
  if (toolchain === undefined) await tellOfNoGo(run);
  const data = { pin, file, version: toolchain?.version.label ?? 'system', path: toolchain?.path ?? null };
  report.result('use', data, `${chosenText(pin, file)}\n`);
  return 0;
}

/** The system may get a Go later, so that choosing it is no failure. */
async function tellOfNoGo(run: Run): Promise<void> {
  const resolution = await currentBase(run);
  if (!resolution.ok && resolution.code === 'no-go') run.emit({ type: 'warning', text: resolution.message });
}

/**
 * `use -s`: the shell function `gv` that the hooks define sets __GV_HOOK, and keeps what is printed here in GV_VERSION.
 * Without a hook no program can set a variable of the shell that started it.
 */
async function inShell(run: Run, input: Input): Promise<number> {
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
  const settings = await installOptions(run, input);
  const { pin } = await use(whatIsNew(run), request, settings);
  run.stdout.write(`${pin}\n`);
  return 0;
}

function noHook({ args, options }: Input): GvError {
  const version = printable(args[0] ?? '1.22.5');
  const instead = options.flag('unset') ? 'unset GV_VERSION' : `export GV_VERSION=${version}`;
  return new GvError('usage', "gv use -s needs gv's hook in this shell", {
    hint: `load it: eval "$(gv init bash)" (or zsh; in fish: gv init fish | source), or type: ${instead}`,
  });
}

/** That a toolchain is there already is no news to somebody who chooses one. */
function whatIsNew(run: Run): Run {
  return {
    ...run,
    emit: (event) => {
      if (event.type !== 'already') run.emit(event);
    },
  };
}

async function takeBack(run: Run, { args, report }: Input, scope: 'directory' | 'global'): Promise<number> {
  if (args.length > 0) throw new GvError('usage', '--unset takes no version', { hint: 'gv use --unset' });
  const file = await unuse(run, scope);
  const text = file === undefined ? 'no version was chosen here' : `no longer chosen by ${printable(file)}`;
  report.result('use', { unset: file ?? null }, `${text}\n`);
  return 0;
}

/** A bare `gv use`: what this directory asks for gets installed, and what answers is said. */
async function makeReady(run: Run, input: Input): Promise<number> {
  const { options, report } = input;
  if (options.flag('global') || options.flag('track')) {
    throw new GvError('usage', 'which version?', { hint: 'gv use -g 1.22.5' });
  }
  const settings = await installOptions(run, input);
  const prepared = await prepareDirectory(whatIsNew(run), settings);
  const base = await answeringBase(run);
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
