import type { TreeVerdict } from '../../core/toolchain/tree-check.ts';
import { GvError } from '../../errors.ts';
import type { Verified } from '../../jobs/carried/carried-file.ts';
import { verifyFile } from '../../jobs/carried/carried.ts';
import { verifyDirectory, verifyInstalled, type Verification } from '../../jobs/installed/verify.ts';
import { verifySelf } from '../../jobs/own/verify-self.ts';
import { programVerdictText } from '../../report/own/verify-self-text.ts';
import { verdictsText, verifiedFilesText } from '../../report/results/verify-text.ts';
import type { Run } from '../../world.ts';
import { isFileArgument } from '../parts/file-argument.ts';
import { installOptions } from '../parts/install-options.ts';
import type { Input } from '../parts/spec.ts';

export async function run(run: Run, input: Input): Promise<number> {
  const { args, options } = input;
  const directory = options.text('path');
  const isOfFiles = (options.text('signature') ?? options.text('sha256')) !== undefined;
  if (options.flag('self')) {
    if (args.length === 0 && directory === undefined && !isOfFiles) return showSelf(run, input);
    throw usage('--self takes no other arguments', 'gv verify --self');
  }
  if (directory === undefined && args.some(isFileArgument)) {
    const other = args.find((argument) => !isFileArgument(argument));
    if (other !== undefined)
      throw usage(`${other} is not a file`, `For a file in this directory, type ./${other}`);
    if (args.length > 1 && isOfFiles)
      throw usage('--signature and --sha256 belong to one file', 'Verify the files one by one.');
    return verifyFiles(run, input);
  }
  if (isOfFiles) {
    const example = 'gv verify --sha256 HEX ./go1.22.5.linux-amd64.tar.gz';
    throw usage('--signature and --sha256 belong to a file', example);
  }
  if (directory === undefined) return show(input, await verifyInstalled(run, args));
  if (args.length === 0) return show(input, await verifyDirectory(run, directory));
  throw usage('--path names one directory and takes no other arguments', 'gv verify --path DIR');
}

function usage(message: string, hint: string): GvError {
  return new GvError('usage', message, { hint });
}

async function verifyFiles(run: Run, input: Input): Promise<number> {
  const { args, options, report } = input;
  const { keyring, logKey } = await installOptions(run, input);
  const [signature, sha256] = [options.text('signature'), options.text('sha256')];
  const verified: Verified[] = [];
  for (const path of args) {
    verified.push(await verifyFile(run, { signature, sha256, keyring, logKey, unproven: false, path }));
  }
  report.result('verify', { files: verified }, verifiedFilesText(verified));
  return 0;
}

async function showSelf(run: Run, { report }: Input): Promise<number> {
  const { verdict, failure } = await verifySelf(run);
  report.result('verify', { self: verdict }, programVerdictText(verdict));
  if (failure !== undefined) throw failure;
  return 0;
}

function show({ report }: Input, { verdicts, failure }: Verification): number {
  report.result('verify', { toolchains: verdicts.map(dataOf) }, verdictsText(verdicts));
  if (failure !== undefined) throw failure;
  return 0;
}

function dataOf({ version, receipt, record, ...verdict }: TreeVerdict): object {
  return {
    version: version.label,
    ...verdict,
    source: receipt?.source ?? null,
    installed: receipt?.installed ?? null,
    unproven: receipt?.unproven ?? null,
    proofs: record === undefined ? (receipt?.proofs ?? []) : [record],
    missing: receipt?.missing ?? [],
  };
}
