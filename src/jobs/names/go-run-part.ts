import { join } from 'node:path';
import { figuresOf, type RunFigures } from '../../core/go-run/figures.ts';
import { waitsOf } from '../../core/go-run/waits.ts';
import type { GoRunReport } from '../../core/net/names-report.ts';
import { tenths } from '../../core/net/tenths.ts';
import { type TracedDownload, tracedDownload } from '../../io/go-run/traced-download.ts';
import type { Run } from '../../world.ts';
import { STEP_MS, type MeasuredContext } from '../net/context.ts';
import type { NetPart } from '../net/net-part.ts';
import { runChain, type RunChain } from './go-proxy.ts';
import { runFindings } from './go-run-findings.ts';

/** Go's own run has this long, in milliseconds, or what is left: a module of 30 MB over a slow line. */
const RUN_MS = 3 * STEP_MS;

/** One run of the go command into an empty cache, and where its time went. */
export async function goRunPart(run: Run, context: MeasuredContext): Promise<NetPart<GoRunReport>> {
  const { go, subject, wishes, deadline } = context;
  const version = subject.version ?? context.version;
  if (subject.module === undefined) return { report: null, findings: [] };
  if (go.goroot === undefined) return skipped('no go answers here');
  if (version === undefined) return skipped(`no version of ${subject.module} is known`);
  if (context.chain.length === 0) return skipped('GOPROXY has no entry that go can read');
  const chain = wishes.wholeChain ? WHOLE : runChain(context.chain, context.entries);
  if (!chain.isPassable) return skipped('no entry of GOPROXY answers');
  const download = await tracedDownload(run, {
    program: join(go.goroot, 'bin', 'go'),
    module: subject.module,
    version,
    goproxy: chain.goproxy,
    deadlineMs: wishes.wholeChain ? deadline.left() : Math.min(RUN_MS, deadline.left()),
    signal: deadline.signal,
  });
  if (download.end.kind === 'not-started')
    return skipped(`${join(go.goroot, 'bin', 'go')} cannot be started`);
  const report = reportOf(context, chain, download);
  return {
    report,
    findings: runFindings(report, {
      asked: `${subject.module}@${version}`,
      isServed: context.entries.some(({ verdict }) => verdict === 'answers'),
    }),
    isUnjudged: report.outcome !== 'downloaded',
    ...(report.outcome === 'cut-short' ? { missed: ["the rest of go's own run"] } : {}),
  };
}

const WHOLE: RunChain = { goproxy: undefined, leftOut: [], isPassable: true };

function skipped(why: string): NetPart<GoRunReport> {
  return { report: null, findings: [], skipped: why };
}

function reportOf(context: MeasuredContext, chain: RunChain, download: TracedDownload): GoRunReport {
  const { end, ms, lines, bodyEnds } = download;
  const figures = figuresOf(waitsOf(lines, ms), placesOf(context), bodyEnds);
  const orders = lines.flatMap(({ line }) => (line.kind === 'order' ? [line.order] : []));
  return {
    version: context.go.version ?? '',
    outcome:
      end.kind === 'ended' ? 'cut-short' : end.kind === 'exited' && end.code === 0 ? 'downloaded' : 'failed',
    leftOut: chain.leftOut.map((each) => ({ ...each, requests: figures.firstEntryRequests })),
    requests: figures.requests,
    module: figures.module,
    sumdb: figures.sumdb,
    commands: figures.commands,
    ms: tenths(ms),
    networkMs: tenths(figures.networkMs),
    localMs: tenths(ms - figures.networkMs),
    unanswered: figures.unanswered,
    lookupOrder: orders[0] ?? [],
    entries: entriesOf(context, figures),
  };
}

function placesOf({ chain, read }: MeasuredContext): Parameters<typeof figuresOf>[1] {
  const [name = '', address] = read('GOSUMDB').value.split(/\s+/);
  return {
    entries: chain.flatMap(({ entry }) => (entry.kind === 'url' ? [entry.url] : [])),
    sumdb: URL.parse(address ?? `https://${name.split('+')[0] ?? ''}`) ?? undefined,
  };
}

function entriesOf({ chain }: MeasuredContext, { entries }: RunFigures): GoRunReport['entries'] {
  return entries
    .filter(({ requests }) => requests > 0)
    .map(({ entry, requests, ms, slowestMs, failed }) => ({
      entry: chain.find((each) => each.entry.kind === 'url' && each.entry.url === entry)?.shown ?? '',
      requests,
      ms: tenths(ms),
      slowestMs: tenths(slowestMs),
      failed,
    }));
}
