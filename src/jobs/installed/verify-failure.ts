import type { ProofKind } from '../../core/proof.ts';
import { isOfRecordsAlone, type TreeVerdict } from '../../core/toolchain/tree-verdict.ts';
import { GvError } from '../../errors.ts';

export interface FailureRequest {
  readonly repair?: boolean | undefined;
  readonly upgradeProofs?: boolean | undefined;
  /** Proofs that are mandatory by the command line alone, which an install has to be told as well. */
  readonly demanded?: readonly ProofKind[] | undefined;
}

/** The failure that the verdicts on installed toolchains amount to, with the command that cures it; undefined where all is well. */
export function findingsFailure(
  verdicts: readonly TreeVerdict[],
  request: FailureRequest,
): GvError | undefined {
  const bad = verdicts.filter(({ state }) => state !== 'intact');
  if (bad.length === 0) return missingProof(verdicts, request);
  const isOfRecords = bad.every(isOfRecordsAlone);
  const what = isOfRecords ? "gv's own record is damaged:" : 'not as installed:';
  return new GvError('tree-changed', `${what} go ${labelsOf(bad).join(', go ')}`, {
    hint: changedCure(bad, request),
  });
}

/** The commands for what is not as installed. Of a tree that is gone nothing is left that could be repaired. */
function changedCure(bad: readonly TreeVerdict[], { repair }: FailureRequest): string {
  const gone = bad.filter((verdict) => verdict.gone === true);
  const rest = bad.filter((verdict) => verdict.gone !== true);
  const mayRepair = repair !== true && rest.every(isRepairedByZip);
  return [
    ...(rest.length === 0
      ? []
      : [`${mayRepair ? 'gv verify --repair' : 'gv install --force'} ${labelsOf(rest).join(' ')}`]),
    ...(gone.length === 0 ? [] : [`gv uninstall ${labelsOf(gone).join(' ')}`]),
  ].join('; ');
}

function labelsOf(verdicts: readonly TreeVerdict[]): readonly string[] {
  return verdicts.map(({ version }) => version.label);
}

function isRepairedByZip(verdict: TreeVerdict): boolean {
  const { state } = verdict.log;
  return state !== 'not-asked' && state !== 'other-form' && isRepairable(verdict);
}

/**
 * The records say which files of a toolchain are to be kept: an archive has some that no module zip has. A shared tree is
 * another manager's, and stays as it is.
 */
export function isRepairable({ findings, shared }: TreeVerdict): boolean {
  return shared !== true && !findings.some(({ kind }) => kind === 'unreadable');
}

function missingProof(verdicts: readonly TreeVerdict[], request: FailureRequest): GvError | undefined {
  const lacking = verdicts.filter(({ lacking: kinds = [] }) => kinds.length > 0);
  const first = lacking[0]?.lacking?.[0];
  if (first === undefined) return undefined;
  const named = lacking.map(
    ({ version, lacking: kinds = [] }) => `go ${version.label} (${kinds.join(', ')})`,
  );
  return new GvError(`${first}-missing`, `a mandatory proof is missing: ${named.join(', ')}`, {
    hint: cureOf(lacking, request),
  });
}

/** The database's proof can be added to what lies here; any other comes with the archive alone. */
function cureOf(
  lacking: readonly TreeVerdict[],
  { upgradeProofs = false, demanded = [] }: FailureRequest,
): string {
  const isAdded = (verdict: TreeVerdict): boolean => !upgradeProofs && isUpgradable(verdict);
  const labels = (those: readonly TreeVerdict[]): string =>
    those.map(({ version }) => version.label).join(' ');
  const added = lacking.filter(isAdded);
  const again = lacking.filter((verdict) => !isAdded(verdict));
  const install =
    demanded.length === 0 ? 'gv install --force' : `gv install --force --require ${demanded.join(',')}`;
  return [
    ...(added.length > 0 ? [`gv verify --upgrade-proofs ${labels(added)}`] : []),
    ...(again.length > 0 ? [`${install} ${labels(again)}`] : []),
  ].join('; ');
}

function isUpgradable({ receipt, lacking = [], log }: TreeVerdict): boolean {
  return (
    receipt !== undefined &&
    lacking.every((kind) => kind === 'log') &&
    (log.state === 'proven' || log.state === 'not-asked')
  );
}
