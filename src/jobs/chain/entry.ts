import type { ChainEntry } from '../../core/net/chain.ts';
import type { AgainReport, EntryReport } from '../../core/net/net-report.ts';
import { failedPhase, type Phase } from '../../core/net/phase.ts';
import { escapedElement, newestListed } from '../../core/net/subject.ts';
import { infoFault, infoVersion, judge, type Outcome, whyOf } from '../../core/net/verdict.ts';
import { joinUrl } from '../../core/text/urls.ts';
import { GvError } from '../../errors.ts';
import type { NetContext, NetSubject } from '../net/context.ts';
import { askAsGo, type GoAnswer } from './ask-as-go.ts';
import { type Line, lineTo, type LineContext } from './line.ts';

/** An entry as it was measured, with its way still open. Dispose of it. */
export interface MeasuredEntry extends Disposable {
  readonly report: EntryReport;
  readonly line: Line | undefined;
  /** The version that its answer names. */
  readonly version: string | undefined;
  /** Facts for findings that no report repeats. */
  readonly facts: EntryFacts;
}

export interface EntryFacts {
  readonly hadLogin: boolean;
  readonly wantsLogin: boolean;
  /** True where GODEBUG alone keeps go from HTTP/2. */
  readonly couldH2: boolean;
  /** True where the time for all was up in the middle: nothing can be said about the entry. */
  readonly isCut: boolean;
}

const MOST_BYTES = 1024 * 1024;
const THROUGHPUT_BYTES = 16 * 1024 * 1024;
const NO_FACTS: EntryFacts = { hadLogin: false, wantsLogin: false, couldH2: false, isCut: false };

/** Silence that is shorter than this, in milliseconds, is no fault of a server. */
const LEAST_SILENCE_MS = 1_500;

const CUT = { verdict: 'not-asked', why: 'the time was up' } as const;

/** A phase is given up this early by the deadline of the section alone. */
function isCutShort(phases: readonly Phase[]): boolean {
  const failed = failedPhase(phases);
  return failed?.failed === 'no-answer' && failed.ms < LEAST_SILENCE_MS;
}

export interface EntryRequest {
  /** The report where go does not ask the entry. */
  readonly report: EntryReport;
  readonly url: URL;
  /** False where go would not ask it: then it hears no name of a module. */
  readonly isAsked: boolean;
}

/** Measures one address of GOPROXY over http or https. */
export async function measureEntry(
  on: LineContext,
  context: NetContext,
  { report: bare, url, isAsked }: EntryRequest,
): Promise<MeasuredEntry> {
  const line = lineOrFault(on, url);
  if (line instanceof GvError) return unmeasured({ ...bare, verdict: 'ends', why: line.message });
  using held = new DisposableStack();
  held.use(line);
  if (!isAsked) {
    const { opened = [] } = await line.connect();
    const isCut = isCutShort(opened);
    const failed = isCut ? undefined : failedPhase(opened);
    const why = failed === undefined ? bare.why : `${bare.why}; ${whyOf(failed)}`;
    const report = { ...bare, why, via: line.via, phases: opened };
    return { report, line, version: undefined, facts: { ...NO_FACTS, isCut }, ...kept(held) };
  }
  const target = targetOf(url, context.subject);
  const got = await askAsGo(on, { line, target, most: MOST_BYTES });
  const text = new TextDecoder().decode(got.last?.body);
  const isCut = isCutShort(got.phases);
  const judgement = isCut ? CUT : judge(outcomeOf(got, text, context.subject), bare.separator);
  const isGood = judgement.verdict === 'answers';
  const version = isGood ? versionIn(text, context.subject) : undefined;
  const again = got.first === undefined || !got.first.isWhole ? null : await askAgain(on, line, target);
  const report: EntryReport = {
    ...bare,
    ...judgement,
    via: line.via,
    phases: await withOldVersion(on, url, got.phases),
    status: got.last?.status ?? null,
    again,
    throughput: isGood ? await throughputOf(on, line, { context, version, base: url }) : null,
    idle: await idleOf(context, line, got),
    clockSeconds: clockOf(on, got),
  };
  const facts = {
    hadLogin: got.hadLogin,
    wantsLogin: got.last?.status === 401,
    couldH2: await offersH2(on, url, got),
    isCut,
  };
  return { report, line, version, facts, ...kept(held) };
}

/** The way stays open for the caller; where measuring fails, it closes. */
function kept(held: DisposableStack): Disposable {
  const moved = held.move();
  return { [Symbol.dispose]: () => moved.dispose() };
}

/** A report about an entry of which nothing is known. */
export function emptyReport({ shown, separator }: ChainEntry): Omit<EntryReport, 'verdict'> {
  const nothing = { status: null, via: null, phases: [], again: null, idle: null, throughput: null };
  return { entry: shown, separator, why: '', ...nothing, clockSeconds: null };
}

/** A measured entry without a line. */
export function unmeasured(report: EntryReport): MeasuredEntry {
  return { report, line: undefined, version: undefined, facts: NO_FACTS, [Symbol.dispose]: () => undefined };
}

function lineOrFault(on: LineContext, url: URL): Line | GvError {
  try {
    return lineTo(on, url);
  } catch (error) {
    if (error instanceof GvError) return error;
    throw error;
  }
}

/** `@v/VERSION.info`, or `@v/list` where no version is asked for. */
function targetOf(base: URL, { module, version, url }: NetSubject): URL {
  if (module === undefined || url !== undefined) return base;
  const file = version === undefined ? 'list' : `${escapedElement(version)}.info`;
  return joinUrl(base, `${escapedElement(module)}/@v/${file}`);
}

function outcomeOf({ phases, last, first, fault }: GoAnswer, text: string, subject: NetSubject): Outcome {
  const isInfo = subject.module !== undefined && subject.version !== undefined;
  const isGood = fault === undefined && last?.status === 200 && last.isWhole;
  const lie = isGood && isInfo ? infoFault(text, subject.version ?? '') : undefined;
  return {
    phases,
    status: last?.status,
    fault: fault ?? lie,
    isEndless: (last ?? first)?.isLong === true,
  };
}

function versionIn(text: string, { module, version }: NetSubject): string | undefined {
  if (module === undefined) return undefined;
  return version === undefined ? newestListed(text) : infoVersion(text);
}

async function askAgain(on: LineContext, line: Line, target: URL): Promise<AgainReport | null> {
  const headers = await on.credentials.headersFor(target);
  const { opened, answer } = await line.ask(target, headers, MOST_BYTES);
  const phases: readonly Phase[] = [...(opened ?? []), ...(answer?.phases.slice(0, 1) ?? [])];
  if (phases.length === 0) return null;
  const failed = failedPhase(phases)?.failed;
  const ms = Math.round(phases.reduce((sum, phase) => sum + phase.ms, 0) * 10) / 10;
  return { ms, newConnection: opened !== undefined, ...(failed === undefined ? {} : { failed }) };
}

interface ThroughputRequest {
  readonly context: NetContext;
  readonly version: string | undefined;
  readonly base: URL;
}

async function throughputOf(
  on: LineContext,
  line: Line,
  { context, version, base }: ThroughputRequest,
): Promise<EntryReport['throughput']> {
  const { wishes, subject } = context;
  if (!wishes.throughput || subject.module === undefined || version === undefined) return null;
  const zip = joinUrl(base, `${escapedElement(subject.module)}/@v/${escapedElement(version)}.zip`);
  const headers = await on.credentials.headersFor(zip);
  const { answer } = await line.ask(zip, headers, THROUGHPUT_BYTES);
  const body = answer?.phases[1];
  if (answer?.status !== 200 || body?.bytes === undefined) return null;
  return { bytes: body.bytes, ms: body.ms };
}

async function idleOf(
  { wishes, deadline }: NetContext,
  line: Line,
  { first }: GoAnswer,
): Promise<EntryReport['idle']> {
  if (wishes.idleSeconds === undefined || first?.isWhole !== true) return null;
  const { opened, wire } = await line.connect();
  // A server that closes after each answer keeps nothing.
  if (opened !== undefined || wire === undefined) return { seconds: 0, closed: true };
  return await wire.idle(wishes.idleSeconds * 1000, deadline.signal);
}

function clockOf({ run }: LineContext, { first }: GoAnswer): number | null {
  const said = Date.parse(first?.headers['date'] ?? '');
  return Number.isNaN(said) ? null : Math.round((said - run.now().getTime()) / 1000);
}

/** Asks by a second handshake whether the server offers HTTP/2, where go is told not to speak it. */
async function offersH2(on: LineContext, url: URL, { first }: GoAnswer): Promise<boolean> {
  if (on.offersH2 || first === undefined || url.protocol !== 'https:') return false;
  using line = lineTo({ ...on, offersH2: true }, url);
  const { opened = [] } = await line.connect();
  return opened.some((phase) => phase.name === 'tls' && phase.alpn === 'h2');
}

/** Where the handshake failed, asks by a second one whether the server speaks an older version of TLS than go. */
async function withOldVersion(
  on: LineContext,
  url: URL,
  phases: readonly Phase[],
): Promise<readonly Phase[]> {
  const last = phases.at(-1);
  if (last?.name !== 'tls' || last.failed !== 'alert') return phases;
  using line = lineTo({ ...on, trust: { ...on.trust, context: on.trust.old } }, url);
  const { opened = [] } = await line.connect();
  const version = opened.flatMap((phase) => (phase.name === 'tls' ? (phase.version ?? []) : []));
  return [...phases.slice(0, -1), { ...last, ...(version[0] === undefined ? {} : { version: version[0] }) }];
}
