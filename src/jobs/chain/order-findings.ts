import type { Evidence, Finding } from '../../core/choice/finding.ts';
import { GO_WAITS } from '../../core/go-run/limits.ts';
import { chainOf, unreachableEntries } from '../../core/net/chain.ts';
import { withoutEntry, withoutUnreachable, withSeparator } from '../../core/net/goproxy-edit.ts';
import type { EntryReport } from '../../core/net/net-report.ts';
import { failedPhase, type Phase } from '../../core/net/phase.ts';
import { GvError } from '../../errors.ts';
import { wayBack } from '../environment/way-back.ts';
import { changeSetting } from '../net/change-setting.ts';
import type { NetContext } from '../net/context.ts';
import type { MeasuredEntry } from './entry.ts';

/** Findings about GOPROXY by itself: nothing was measured. */
export function writtenFindings({ go, read, subject }: NetContext): readonly Finding[] {
  const goproxy = read('GOPROXY');
  if (subject.url !== undefined || subject.isPrivate) return [];
  try {
    chainOf(goproxy);
  } catch (error) {
    if (!(error instanceof GvError)) throw error;
    const text = `${error.message}: go refuses every command that needs a module`;
    return [{ code: 'goproxy-malformed', text, ...wayBack(go, 'GOPROXY') }];
  }
  const behind = unreachableEntries(goproxy.value);
  if (behind.length === 0) return [];
  const change = {
    value: withoutUnreachable(goproxy.value),
    inWords: `take ${behind.join(', ')} out of GOPROXY`,
  };
  const evidence: Evidence[] = [
    { what: 'never read', value: behind.join(', '), how: 'read', from: goproxy.from },
  ];
  const text = `GOPROXY names ${behind.join(', ')} behind direct or off, where go reads no further`;
  return [
    {
      code: 'entry-unreachable-by-order',
      level: 'note',
      text,
      evidence,
      ...changeSetting(go, 'GOPROXY', change),
    },
  ];
}

/** The finding about one entry of the chain that does not answer; at most one, the most telling. */
export function entryFinding(
  context: NetContext,
  { report, facts }: MeasuredEntry,
  index: number,
): readonly Finding[] {
  const { verdict } = report;
  if (verdict === 'never-answers') return [answersNever(context, report, index)];
  if (verdict !== 'next' && verdict !== 'ends') return [];
  const failed = failedPhase(report.phases);
  const wait = failed?.failed === 'no-answer' ? GO_WAITS[failed.name] : undefined;
  if (failed !== undefined && wait !== undefined && verdict === 'next')
    return [deadEntry(context, { report, failed, wait }, index)];
  // Each of these has a finding of its own, which says more.
  const isTold =
    failed?.name === 'connect' || (failed?.name === 'tls' && TOLD_OF_TLS.has(failed.failed ?? ''));
  if (isTold || (report.status === 401 && !facts.hadLogin)) return [];
  if (failed?.failed === 'no-name' || failed?.failed === 'refused')
    return [unreachable(context, report, failed)];
  if (verdict === 'next') return bypassed(context, report, index);
  return [endsChain(context, report, index)];
}

const TOLD_OF_TLS: ReadonlySet<string> = new Set(['untrusted', 'expired', 'name-mismatch', 'alert']);

interface DeadEntry {
  readonly report: EntryReport;
  readonly failed: Phase;
  readonly wait: number;
}

function deadEntry(context: NetContext, { report, failed, wait }: DeadEntry, index: number): Finding {
  const { subject } = context;
  const asked = subject.usesSumdb ? ['info', 'mod', 'zip', 'sumdb supported'] : ['info', 'mod', 'zip'];
  const seconds = (asked.length * wait) / 1000;
  const evidence: Evidence[] = [
    { what: report.why, value: failed.ms, unit: 'ms', how: 'measured' },
    {
      what: `${asked.length} requests (${asked.join(', ')}) × ${wait / 1000} s, go's own limit`,
      value: seconds,
      unit: 's',
      how: 'derived',
    },
  ];
  return {
    code: 'dead-entry-costs',
    text: `${report.entry} gives ${report.why}, and go tries it again for every request: ${wait / 1000} s each time`,
    evidence,
    cost: { ms: wait, per: 'request' },
    ...leaveOut(context, report, index),
  };
}

function answersNever(context: NetContext, report: EntryReport, index: number): Finding {
  const last = report.phases.at(-1);
  const evidence: Evidence[] = [
    { what: 'waited for an answer', value: last?.ms ?? 0, unit: 'ms', how: 'measured' },
  ];
  const text = `${report.entry} takes the request and never ends its answer: go waits for ever, as it sets no limit here`;
  return { code: 'answers-never', text, evidence, ...leaveOut(context, report, index) };
}

/** The cure that leaves an entry out; a chain of one has nothing to leave out. */
function leaveOut(
  { go, read, chain, subject }: NetContext,
  { entry }: EntryReport,
  index: number,
): Pick<Finding, 'cure' | 'undo' | 'at'> {
  if (chain.length < 2 || subject.url !== undefined)
    return { cure: `tell the operator of ${entry}, or set GOPROXY to another module proxy` };
  const value = withoutEntry(read('GOPROXY').value, index);
  return changeSetting(go, 'GOPROXY', { value, inWords: `take ${entry} out of GOPROXY` });
}

function unreachable({ subject }: NetContext, report: EntryReport, { failed, ms }: Phase): Finding {
  const to =
    report.via === null ? report.entry : `${report.via}, the HTTP proxy on the way to ${report.entry}`;
  const evidence: Evidence[] = [{ what: report.why, value: ms, unit: 'ms', how: 'measured' }];
  const cure =
    failed === 'no-name'
      ? 'compare the spelling; a name of a company may want its VPN, or HTTPS_PROXY'
      : 'compare host and port; the server may be down, or want HTTPS_PROXY';
  const end = subject.url === undefined ? consequence(report) : '';
  return {
    code: failed === 'no-name' ? 'proxy-name' : 'proxy-refused',
    text: `${to}: ${report.why}${end}`,
    evidence,
    cure,
  };
}

function consequence({ verdict }: EntryReport): string {
  return verdict === 'next' ? '; go asks the next entry' : '; go asks no other entry';
}

/** A gatekeeper that says no, and `|` leads round it. */
function bypassed({ go, read, chain }: NetContext, report: EntryReport, index: number): readonly Finding[] {
  if (report.status !== 401 && report.status !== 403) return [];
  const rest = chain.slice(index + 1).filter(({ entry }) => entry.kind !== 'off');
  if (rest.length === 0) return [];
  const isPrivate = ['GOPRIVATE', 'GONOPROXY', 'GONOSUMDB'].some((name) => read(name).value !== '');
  const value = withSeparator(read('GOPROXY').value, index, ',');
  const inWords = `write a comma behind ${report.entry} in GOPROXY`;
  const evidence: Evidence[] = [{ what: report.entry, value: report.status, how: 'measured' }];
  const names = rest.map(({ shown }) => shown).join(', ');
  return [
    {
      code: 'pipe-bypasses-policy',
      level: isPrivate ? 'problem' : 'note',
      text: `${report.entry} answers ${report.status}, and because | follows, go asks ${names} all the same: a refusal has no effect`,
      evidence,
      ...changeSetting(go, 'GOPROXY', { value, inWords }),
    },
  ];
}

function endsChain(context: NetContext, report: EntryReport, index: number): Finding {
  const { go, read, chain, subject } = context;
  const { entry } = chain[index] ?? {};
  const rest = chain.slice(index + 1).map(({ shown }) => shown);
  const failed = failedPhase(report.phases);
  const evidence: Evidence[] = [
    failed === undefined
      ? { what: `answer of ${report.entry}`, value: report.why, how: 'measured' }
      : { what: report.why, value: failed.ms, unit: 'ms', how: 'measured' },
  ];
  const silent =
    rest.length === 0 ? '' : `; ${rest.join(', ')} ${rest.length === 1 ? 'is' : 'are'} never asked`;
  const what = subject.url === undefined ? `, and go ends there${silent}` : '';
  const finding = {
    code: 'entry-ends-chain',
    text: `${report.entry}: ${report.why}${what}`,
    evidence,
  } as const;
  if (entry?.kind === 'off') return { ...finding, ...wayBack(go, 'GOPROXY') };
  if (report.status === 404 || report.status === 410)
    return {
      ...finding,
      cure: 'compare the spelling of the module and its version: no entry of GOPROXY has it',
    };
  if (report.status === 403 || report.status === 451)
    return {
      ...finding,
      cure: `ask the operator of ${report.entry}: the module may be held back on purpose`,
    };
  if (report.status === 401)
    return { ...finding, cure: `renew the login for ${report.entry}: the one that go sends is refused` };
  if (report.separator !== ',')
    return { ...finding, cure: `try again later, or tell the operator of ${report.entry}` };
  const value = withSeparator(read('GOPROXY').value, index, '|');
  const inWords = `where falling back is allowed, write | behind ${report.entry} in GOPROXY`;
  return { ...finding, ...changeSetting(go, 'GOPROXY', { value, inWords }) };
}
