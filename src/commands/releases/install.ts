import { parseQuery } from '../../core/choice/query.ts';
import type { ReleaseQuery } from '../../core/choice/select.ts';
import { GvError } from '../../errors.ts';
import type { Installed } from '../../io/store/toolchains.ts';
import { installCarried } from '../../jobs/carried/carried.ts';
import { moduleQuery } from '../../jobs/here/needs.ts';
import { prepareDirectory } from '../../jobs/here/prepare.ts';
import { rememberProject } from '../../jobs/here/projects.ts';
import { install, type InstallOptions } from '../../jobs/install/install.ts';
import type { Run } from '../../world.ts';
import { chosenArgs } from '../parts/chosen-args.ts';
import { isFileArgument } from '../parts/file-argument.ts';
import { installOptions, releaseQuery } from '../parts/install-options.ts';
import { preparedText } from '../parts/prepared-text.ts';
import type { Input } from '../parts/spec.ts';

export async function run(run: Run, input: Input): Promise<number> {
  const { report } = input;
  const options = await installOptions(run, input);
  checkFileOptions(input);
  const args = await chosenArgs(run, input, {
    title: 'Install which Go?',
    among: 'remote',
    multiple: true,
  });
  const done: Installed[] = [];
  if (args.length === 0) done.push(...(await installNeeded(run, input, options)));
  for (const target of args) done.push(await installOne(run, { input, target, options }));
  await rememberProject(run);
  const each = done.filter(({ path }, index) => done.findIndex((other) => other.path === path) === index);
  const data = each.map(({ version, path }) => ({ version: version.label, path }));
  if (report.json) report.result('install', { installed: data }, '');
  return 0;
}

interface One {
  readonly input: Input;
  readonly target: string;
  readonly options: InstallOptions;
}

async function installOne(run: Run, { input, target, options }: One): Promise<Installed> {
  if (isFileArgument(target)) {
    const signature = input.options.text('signature');
    const file = { path: target, signature, sha256: input.options.text('sha256'), ...options };
    return installCarried(run, file);
  }
  return install(run, namedQuery(run, target), options);
}

function namedQuery(run: Run, text: string): ReleaseQuery {
  const query = parseQuery(text);
  if (query.kind !== 'mod') return releaseQuery(query);
  const need = moduleQuery(run);
  run.emit({ type: 'asked', why: need.why });
  return need.query;
}

/** Without arguments: what this directory asks for, a sentence each; the latest release where nothing is asked. */
async function installNeeded(
  run: Run,
  { report }: Input,
  options: InstallOptions,
): Promise<readonly Installed[]> {
  const prepared = await prepareDirectory(run, options);
  if (prepared.length === 0) {
    run.emit({ type: 'notice', text: 'nothing is asked here: the latest release' });
    return [await install(run, { kind: 'channel', channel: 'stable' }, options)];
  }
  if (!report.json) report.result('install', undefined, preparedText(prepared));
  return prepared;
}

function checkFileOptions({ args, options }: Input): void {
  if (options.flag('full') && args.some(isFileArgument)) {
    throw new GvError('usage', '--full fetches an archive; a file is what it is', {
      hint: 'gv install --full 1.22.5',
    });
  }
  const named = ['sha256', 'signature'].find((name) => options.text(name) !== undefined);
  if (named === undefined || (args.length === 1 && isFileArgument(args[0] ?? ''))) return;
  throw new GvError('usage', `--${named} belongs to one archive on this machine`, {
    hint: 'gv install ./go1.22.5.linux-amd64.tar.gz',
  });
}
