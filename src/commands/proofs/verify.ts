import type { Verified } from '../../jobs/carried/carried-file.ts';
import { verifyFile } from '../../jobs/carried/carried.ts';
import {
  type ReleaseProof,
  releaseProof,
  type Verification,
  verifyDirectories,
  verifyInstalled,
} from '../../jobs/installed/verify.ts';
import { verifySelf } from '../../jobs/own/verify-self.ts';
import { programVerdictText } from '../../report/own/verify-self-text.ts';
import { verdictData } from '../../report/results/verify-data.ts';
import { verdictsText, verifiedFilesText } from '../../report/results/verify-text.ts';
import type { Run } from '../../world.ts';
import { installOptions, kindsOf } from '../parts/install-options.ts';
import { reportFailures } from '../parts/report-failures.ts';
import type { Input } from '../parts/spec.ts';
import { verifyFlags, verifySubject } from './verify-subject.ts';

export async function run(run: Run, input: Input): Promise<number> {
  const { args } = input;
  switch (verifySubject(input)) {
    case 'self':
      return showSelf(run, input);
    case 'files':
      return verifyFiles(run, input);
    case 'proof':
      return showProof(input, await releaseProof(run, args[0] ?? ''));
    case 'installed':
      return showInstalled(run, input);
    case 'directories': {
      const directories = input.options.texts('path');
      return show(input, await verifyDirectories(run, { directories, ...verifyFlags(input) }));
    }
  }
}

async function verifyFiles(run: Run, input: Input): Promise<number> {
  const { args, options, report } = input;
  const { keyring, logKey, demanded } = await installOptions(run, input);
  const [signature, sha256] = [options.text('signature'), options.text('sha256')];
  const logProof = options.text('logProof');
  const given = { signature, sha256, logProof, keyring, logKey, demanded, unproven: false };
  const verified: Verified[] = [];
  for (const path of args) {
    verified.push(await verifyFile(run, { ...given, path }));
  }
  report.result('verify', { files: verified }, verifiedFilesText(verified));
  return 0;
}

function showProof({ report }: Input, { version, text }: ReleaseProof): number {
  report.result('verify', { proof: { version: version.label, text } }, text);
  return 0;
}

async function showSelf(run: Run, { report }: Input): Promise<number> {
  const { verdict, failure } = await verifySelf(run);
  report.result('verify', { self: verdict }, programVerdictText(verdict));
  if (failure !== undefined) throw failure;
  return 0;
}

async function showInstalled(run: Run, input: Input): Promise<number> {
  const demanded = kindsOf(input.options.text('require'));
  return show(input, await verifyInstalled(run, { names: input.args, demanded, ...verifyFlags(input) }));
}

function show({ report, options }: Input, { verdicts, failures }: Verification): number {
  // No verdict is a result only where there was nothing to look at.
  if (verdicts.length === 0 && failures.length > 0) return reportFailures(report, failures) ?? 0;
  report.result(
    'verify',
    { toolchains: verdicts.map(verdictData) },
    verdictsText(verdicts, { full: options.flag('full') }),
  );
  return reportFailures(report, failures) ?? 0;
}
