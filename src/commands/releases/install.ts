import { GvError } from '../../errors.ts';
import type { Installed } from '../../io/store/toolchains.ts';
import { installCarried } from '../../jobs/carried/carried.ts';
import { warnOfOthers } from '../../jobs/diagnose/overruled.ts';
import { installHere, installNamed } from '../../jobs/here/install-here.ts';
import { rememberProject } from '../../jobs/here/projects.ts';
import type { InstallOptions } from '../../jobs/install/install.ts';
import { warnOfLeftBehind } from '../../jobs/surroundings/left-behind.ts';
import { preparedText } from '../../report/results/use-text.ts';
import type { Run } from '../../world.ts';
import { chosenArgs } from '../parts/chosen-args.ts';
import { isFileArgument } from '../parts/file-argument.ts';
import { installOptions } from '../parts/install-options.ts';
import type { Input } from '../parts/spec.ts';

const WHICH = { title: 'Install which Go?', among: 'remote', multiple: true } as const;

export async function run(run: Run, input: Input): Promise<number> {
  const { report } = input;
  const options = await installOptions(run, input);
  checkFileOptions(input);
  const args = await chosenArgs(run, input, WHICH);
  const done: Installed[] = [];
  if (args.length === 0) {
    const { prepared, installed } = await installHere(run, options);
    if (!report.json && prepared.length > 0) report.result('install', undefined, preparedText(prepared));
    done.push(...installed);
  }
  for (const target of args) done.push(await installOne(run, { input, target, options }));
  await rememberProject(run);
  if (args.length === 0) await warnOfOthers(run);
  else warnOfLeftBehind(run);
  const each = done.filter(({ path }, index) => done.findIndex((other) => other.path === path) === index);
  const data = each.map(({ version, path }) => ({ version: version.label, path }));
  // Each toolchain was reported when it was placed.
  if (report.json) report.result('install', { installed: data }, '');
  return 0;
}

interface One {
  readonly input: Input;
  readonly target: string;
  readonly options: InstallOptions;
}

async function installOne(run: Run, { input, target, options }: One): Promise<Installed> {
  if (!isFileArgument(target)) return installNamed(run, target, options);
  const signature = input.options.text('signature');
  const sha256 = input.options.text('sha256');
  const logProof = input.options.text('logProof');
  return installCarried(run, { path: target, signature, sha256, logProof, ...options });
}

function checkFileOptions({ args, options }: Input): void {
  if (options.flag('full') && args.some(isFileArgument)) {
    throw new GvError('usage', '--full fetches the official archive and takes no file', {
      hint: 'gv install --full 1.22.5',
    });
  }
  const named = ['sha256', 'signature', 'logProof'].find((name) => options.text(name) !== undefined);
  if (named === undefined || (args.length === 1 && isFileArgument(args[0] ?? ''))) return;
  throw new GvError(
    'usage',
    `--${named === 'logProof' ? 'log-proof' : named} is for one archive on this machine`,
    {
      hint: 'gv install ./go1.22.5.linux-amd64.tar.gz',
    },
  );
}
