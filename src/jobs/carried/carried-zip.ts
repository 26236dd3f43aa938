import { toolDirectories } from '../../core/archive/tree-names.ts';
import { type ModuleZipName, toolchainModule } from '../../core/release/module-name.ts';
import { hashZip } from '../../io/zip/zip-hash.ts';
import { checkContent, readVersionFile } from '../../trust/content.ts';
import type { DigestEvidence } from '../../trust/evidence.ts';
import type { Run } from '../../world.ts';
import { judgeZip, placeModuleZip } from '../install/prove-module.ts';
import { digestEvidence, receiptProofs } from '../install/prove.ts';
import { answerOf, type LogAnswer } from '../log/ask-log.ts';
import { isMute, logOf, type OpenCarried, platformIn, type Verified } from './carried-file.ts';

/** Proves a carried module zip without writing. Fails with the codes of class 5. */
export async function verifyZip(run: Run, carried: OpenCarried, name: ModuleZipName): Promise<Verified> {
  const { file, path, measured, handle } = carried;
  const { version } = name;
  const platform = platformIn(name.target);
  const { module, version: moduleVersion } = toolchainModule(version, platform);
  const answer = await answerFor(run, carried, name);
  const tree = await hashZip(handle, `${module}@${moduleVersion}/`, run.signal);
  const evidence = {
    version,
    measured,
    digest: flagDigest(carried),
    unproven: file.unproven,
    demanded: file.demanded,
    isCarried: true,
  };
  const { proofs, missing } = judgeZip(evidence, answer, tree.h1);
  const versionFile = readVersionFile(tree.versionFile);
  checkContent({ version, platform, versionFile, toolDirectories: toolDirectories(tree.directories) });
  return {
    file: path,
    release: version.label,
    target: name.target,
    sha256: measured.sha256,
    proofs: receiptProofs(proofs),
    missing,
  };
}

/** Places a carried module zip. Call it inside `placing`. Fails as `placeModuleZip` does. */
export async function placeZip(run: Run, carried: OpenCarried, name: ModuleZipName): Promise<void> {
  const { file, path, handle } = carried;
  const { version } = name;
  const own = `${toolchainModule(version, run.platform).version}.zip`;
  const measured = { ...carried.measured, name: own };
  const { unproven, demanded } = file;
  const arrived = {
    version,
    handle,
    measured,
    source: path,
    digest: flagDigest(carried),
    unproven,
    demanded,
    isCarried: true,
  };
  // The answer is mostly at hand: without one, or with a wrong one, nothing is unpacked in vain.
  const answer = await answerFor(run, carried, name);
  if (answer.kind === 'none') judgeZip(arrived, answer, '');
  await placeModuleZip(run, arrived, () => Promise.resolve(answer));
}

function answerFor(run: Run, carried: OpenCarried, { version, target }: ModuleZipName): Promise<LogAnswer> {
  return answerOf(logOf(run, carried)({ version, platform: platformIn(target), wish: 'required' }), isMute);
}

function flagDigest({ file, measured }: OpenCarried): DigestEvidence {
  const sha256 = file.sha256?.toLowerCase();
  return digestEvidence(measured, sha256 === undefined ? undefined : { sha256, from: 'flag' });
}
