import type { Finding } from '../../core/choice/finding.ts';
import type { ComparedChain, NetReport } from '../../core/net/net-report.ts';
import { newOnce } from '../../core/once.ts';
import { shownValue } from '../../core/settings/shown.ts';
import { displayUrl } from '../../core/text/urls.ts';
import { cpuPressureNow } from '../../io/machine/load.ts';
import type { Installed } from '../../io/store/toolchains.ts';
import type { Run } from '../../world.ts';
import { chainPart, type ChainPart } from '../chain/chain-part.ts';
import { subjectOf, type SubjectGo } from '../environment/subject.ts';
import { goRunPart } from '../names/go-run-part.ts';
import { resolverPart } from '../names/resolver-part.ts';
import type { Deadline, MeasuredContext, NetContext, NetWishes } from '../net/context.ts';
import { startDeadline, withinDeadline } from '../net/deadline.ts';
import { netContext } from '../net/net-context.ts';
import { type NetPart, NOTHING } from '../net/net-part.ts';
import { netSettings } from '../net/settings.ts';
import { vcsPart } from '../roads/vcs-part.ts';

export interface NetRequest {
  /** MODULE, MODULE@VERSION or a URL, as it was typed. */
  readonly target?: string | undefined;
  readonly wishes: NetWishes;
  readonly timeoutMs: number;
  readonly go: SubjectGo;
  readonly installed: readonly Installed[];
}

/** One part of the section in words that can stand behind "fine:", with its findings. */
export interface NetCheck {
  readonly what: string;
  readonly found: readonly Finding[];
}

export interface NetSection {
  readonly checks: readonly NetCheck[];
  readonly net: NetReport;
}

/**
 * Measures the network of the go command: who answers, phase by phase, and what go would make of it. Asks the servers that go
 * would ask about the module, and no other. Fails with `usage` for a bad target, and with `interrupted`.
 */
export async function netSection(run: Run, request: NetRequest): Promise<NetSection> {
  const { target, wishes, timeoutMs, go, installed } = request;
  using deadline = startDeadline(run, timeoutMs);
  const context = netContext(run, { go: subjectOf(run, go, installed), target, wishes, deadline });
  const parts = run.offline ? ALL_OFFLINE : await measuredParts(run, context);
  return sectionOf(context, parts);
}

/** A part as it ended, with its name for people. */
interface Ended<T> {
  readonly what: string;
  readonly part: NetPart<T>;
}

interface Parts {
  readonly resolver: Ended<NonNullable<NetReport['resolver']>>;
  readonly chain: Ended<ChainPart>;
  readonly compared: Ended<readonly ComparedChain[]>;
  readonly go: Ended<NonNullable<NetReport['go']>>;
  readonly vcs: Ended<NonNullable<NetReport['vcs']>>;
}

const WHAT = {
  resolver: 'nameservers',
  chain: 'the chain of GOPROXY',
  compared: 'the chain with another setting',
  go: "go's own run",
  vcs: 'the road to the repository',
} as const;

const OFFLINE: NetPart<never> = { report: null, findings: [], skipped: 'offline' };
const ALL_OFFLINE: Parts = {
  resolver: { what: WHAT.resolver, part: OFFLINE },
  chain: { what: WHAT.chain, part: OFFLINE },
  compared: { what: WHAT.compared, part: OFFLINE },
  go: { what: WHAT.go, part: OFFLINE },
  vcs: { what: WHAT.vcs, part: OFFLINE },
};

async function measuredParts(run: Run, context: NetContext): Promise<Parts> {
  const { deadline, wishes } = context;
  // Nameservers are asked beside the chain: their packets take no processor time.
  const [resolver, chain] = await Promise.all([
    part(deadline, WHAT.resolver, () => resolverPart(run, context)),
    part(deadline, WHAT.chain, async () => {
      const report = await chainPart(run, context);
      return { report, findings: report.findings, missed: report.missed };
    }),
  ]);
  const compared = await part(deadline, WHAT.compared, () => comparedPart(run, context));
  const measured: MeasuredContext = {
    ...context,
    entries: chain.part.report?.entries ?? [],
    version: chain.part.report?.version,
  };
  const go = wishes.go
    ? await part(deadline, WHAT.go, () => goRunPart(run, measured))
    : { what: WHAT.go, part: { report: null, findings: [], skipped: '--no-go' } };
  const vcs = await part(deadline, WHAT.vcs, () => vcsPart(run, measured));
  return { resolver, chain, compared, go, vcs };
}

/** A part that is not ended when the time is up is missed as a whole. */
async function part<T>(deadline: Deadline, what: string, work: () => Promise<NetPart<T>>): Promise<Ended<T>> {
  const ended = await withinDeadline(deadline, work);
  return { what, part: ended ?? { report: null, findings: [], missed: [what] } };
}

async function comparedPart(
  run: Run,
  { go, subject, wishes, deadline }: NetContext,
): Promise<NetPart<readonly ComparedChain[]>> {
  const report: ComparedChain[] = [];
  const hidden: string[] = [];
  if (wishes.compare.length === 0) return NOTHING;
  for (const { name, value } of wishes.compare) {
    const changed = { ...run, env: { ...run.env, [name]: value }, once: newOnce() };
    const surroundings = subjectOf(changed, go, go.installed);
    const context = netContext(changed, { go: surroundings, target: targetOf(subject), wishes, deadline });
    // A setting that is only tried makes nothing public.
    if (subject.isPrivate && !context.subject.isPrivate) {
      hidden.push(name);
      continue;
    }
    const usesSumdb = context.subject.usesSumdb && !subject.isExempt;
    const { entries } = await chainPart(changed, { ...context, subject: { ...context.subject, usesSumdb } });
    report.push({ with: `${name}=${shownValue(name, value)}`, entries });
  }
  const skipped = `with another ${hidden.join(', ')} other servers would hear the name of a private module`;
  return { report, findings: [], ...(hidden.length === 0 ? {} : { skipped }) };
}

function targetOf({ module, version, url }: NetContext['subject']): string {
  return url?.href ?? [module ?? '', ...(version === undefined ? [] : [version])].join('@');
}

function sectionOf(context: NetContext, parts: Parts): NetSection {
  const { subject } = context;
  const ended: readonly Ended<unknown>[] = Object.values(parts);
  const missed = ended.flatMap(({ part: { missed: names = [] } }) => names);
  const checks = ended
    .filter(
      ({ part: { report, findings, isUnjudged } }) =>
        findings.length > 0 || (report !== null && isUnjudged !== true),
    )
    .map(({ what, part: { findings } }): NetCheck => ({ what, found: findings }));
  const net: NetReport = {
    subject: {
      module: subject.module ?? null,
      version: subject.version ?? null,
      ...(subject.url === undefined ? {} : { url: displayUrl(subject.url) }),
      private: subject.isPrivate,
    },
    settings: netSettings(context),
    cpuPressure: cpuPressureNow() ?? null,
    resolver: parts.resolver.part.report,
    entries: parts.chain.part.report?.entries ?? [],
    sumdb: parts.chain.part.report?.sumdb ?? null,
    go: parts.go.part.report,
    vcs: parts.vcs.part.report,
    compared: parts.compared.part.report ?? [],
    skipped: ended.flatMap(({ what, part: { skipped } }) =>
      skipped === undefined ? [] : [{ part: what, why: skipped }],
    ),
  };
  return { net, checks: [...checks, ...cutShort(missed)] };
}

function cutShort(missed: readonly string[]): readonly NetCheck[] {
  if (missed.length === 0) return [];
  const found: Finding = {
    code: 'cut-short',
    level: 'note',
    text: `the time was up before all was measured; left out: ${missed.join(', ')}`,
    cure: 'gv doctor net --timeout 120',
  };
  return [{ what: 'time', found: [found] }];
}
