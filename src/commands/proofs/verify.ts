import { GvError } from '../../errors.ts';
import type { Verified } from '../../jobs/carried/carried-file.ts';
import { verifyFile } from '../../jobs/carried/carried.ts';
import { proofText } from '../../report/events/event-text.ts';
import { printable } from '../../report/page/printable.ts';
import type { Run } from '../../world.ts';
import { isFileArgument } from '../parts/file-argument.ts';
import { installOptions } from '../parts/install-options.ts';
import type { Input } from '../parts/spec.ts';
import { verifyInstalled, verifyPath } from './verify-trees.ts';

export async function run(run: Run, input: Input): Promise<number> {
  const { args, options, report } = input;
  const [signature, sha256] = [options.text('signature'), options.text('sha256')];
  const directory = options.text('path');
  const files = args.filter(isFileArgument);
  if (directory !== undefined || files.length === 0) {
    if ((signature ?? sha256) !== undefined) {
      throw new GvError('usage', '--signature and --sha256 belong to a file', {
        hint: 'gv verify --sha256 HEX ./go1.22.5.linux-amd64.tar.gz',
      });
    }
    if (directory === undefined) return verifyInstalled(run, input);
    if (args.length === 0) return verifyPath(run, input, directory);
    throw new GvError('usage', '--path names the one directory to verify', { hint: 'gv verify --path DIR' });
  }
  const other = args.find((argument) => !isFileArgument(argument));
  if (other !== undefined) {
    throw new GvError('usage', `${other} names no file`, { hint: `To mean a file here, write ./${other}` });
  }
  if (args.length > 1 && (signature ?? sha256) !== undefined) {
    throw new GvError('usage', '--signature and --sha256 belong to one file', {
      hint: 'Verify the files one by one.',
    });
  }
  const { keyring, logKey } = await installOptions(run, input);
  const given = { signature, sha256, keyring, logKey, unproven: false };
  const verified: Verified[] = [];
  for (const path of args) {
    verified.push(await verifyFile(run, { ...given, path }));
  }
  report.result('verify', { files: verified }, verified.map(textOf).join(''));
  return 0;
}

function textOf({ file, release, target, proofs, missing }: Verified): string {
  const lines = [
    `${printable(file)}: go ${release} (${target})`,
    ...proofs.map(proofText),
    ...missing.map((what) => `without ${printable(what)}`),
  ];
  return lines.map((line, index) => (index === 0 ? `${line}\n` : `  ${line}\n`)).join('');
}
