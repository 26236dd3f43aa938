import type { Finding } from '../../core/choice/finding.ts';
import type { ChainEntry } from '../../core/net/chain.ts';
import type { EntryReport, SumdbReport } from '../../core/net/net-report.ts';
import type { Run } from '../../world.ts';
import type { NetContext } from '../net/context.ts';
import { chainFindings } from './chain-findings.ts';
import { emptyReport, type MeasuredEntry, measureEntry, unmeasured } from './entry.ts';
import { fileEntry } from './file-entry.ts';
import { type LineContext, lineContext } from './line.ts';
import { sumdbPart } from './sumdb-part.ts';

/** The chain as it was measured. */
export interface ChainPart {
  readonly entries: readonly EntryReport[];
  readonly sumdb: SumdbReport | null;
  /** The version that the chain named where none was asked for. */
  readonly version: string | undefined;
  readonly findings: readonly Finding[];
  readonly missed: readonly string[];
}

/** Measures each entry of GOPROXY, and the checksum database through the entry that passes it on. */
export async function chainPart(run: Run, context: NetContext): Promise<ChainPart> {
  const on = lineContext(run, context);
  const measured: MeasuredEntry[] = [];
  try {
    let isAsked = true;
    for (const entry of context.chain) {
      if (context.deadline.left() === 0) break;
      const before = measured.at(-1)?.report;
      const one = await measureOne(on, context, { entry, isAsked, before, number: measured.length });
      measured.push(one);
      isAsked &&= one.report.verdict === 'next';
    }
    const version = context.subject.version ?? measured.find((each) => each.version !== undefined)?.version;
    const sumdb = await sumdbPart(on, { context, measured, version });
    const entries = measured.map(({ report }) => report);
    const cut = measured.filter(({ facts }) => facts.isCut).map(({ report }) => report.entry);
    const missed = [...cut, ...context.chain.slice(measured.length).map(({ shown }) => shown)];
    const findings = chainFindings(run, context, { measured, sumdb });
    return { entries, sumdb: sumdb?.report ?? null, version, findings, missed };
  } finally {
    for (const each of measured) each[Symbol.dispose]();
  }
}

interface OneRequest {
  readonly entry: ChainEntry;
  readonly isAsked: boolean;
  /** The entry in front of it, with its number. */
  readonly before: EntryReport | undefined;
  readonly number: number;
}

async function measureOne(on: LineContext, context: NetContext, request: OneRequest): Promise<MeasuredEntry> {
  const { entry: one, isAsked } = request;
  const { entry } = one;
  if (entry.kind !== 'url') {
    if (!isAsked) return unmeasured(notAsked(request));
    return unmeasured({ ...emptyReport(one), ...REACHED[entry.kind] });
  }
  if (entry.url.protocol === 'file:')
    return isAsked ? fileEntry(one, entry.url, context.subject) : unmeasured(notAsked(request));
  return await measureEntry(on, context, { report: notAsked(request), url: entry.url, isAsked });
}

function notAsked({ entry, before, number }: OneRequest): EntryReport {
  const after = before?.separator === '|' ? 'any failure' : '404 or 410';
  const why =
    before?.verdict === 'answers' ? `go asks it after ${after} of ${number}` : 'go does not get here';
  return { ...emptyReport(entry), verdict: 'not-asked', why };
}

const REACHED = {
  direct: { verdict: 'asked', why: 'go asks the repository itself' },
  off: { verdict: 'ends', why: 'downloads are switched off here' },
} as const;
