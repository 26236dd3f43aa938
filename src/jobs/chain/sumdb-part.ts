import type { SumdbReport } from '../../core/net/net-report.ts';
import { failedPhase, type Phase } from '../../core/net/phase.ts';
import { escapedElement } from '../../core/net/subject.ts';
import { lookedUp, type NamedSumdb, namedSumdb } from '../../core/net/sumdb.ts';
import { whyOf } from '../../core/net/verdict.ts';
import { joinUrl } from '../../core/text/urls.ts';
import { rowLength, TILE_WIDTH, tileOf, tilePath } from '../../trust/log/tile.ts';
import type { NetContext } from '../net/context.ts';
import { askAsGo, type GoAnswer } from './ask-as-go.ts';
import type { MeasuredEntry } from './entry.ts';
import { type Line, lineTo, type LineContext } from './line.ts';

/** The checksum database as it was measured, with the answers of the entries that do not pass it on. */
export interface MeasuredSumdb {
  readonly report: SumdbReport;
  readonly tried: readonly { readonly entry: string; readonly why: string }[];
  /** The reason why go cannot ask the database. */
  readonly fault?: string;
}

export interface SumdbRequest {
  readonly context: NetContext;
  readonly measured: readonly MeasuredEntry[];
  readonly version: string | undefined;
}

const MOST_BYTES = 1024 * 1024;

/** Asks the checksum database about the module, by the way that go takes. Null where go asks nothing. */
export async function sumdbPart(
  on: LineContext,
  { context, measured, version }: SumdbRequest,
): Promise<MeasuredSumdb | null> {
  const { subject, read, chain } = context;
  const sumdb = namedSumdb(read('GOSUMDB').value);
  const hasModule = measured.some(({ report }) => report.verdict === 'answers' || report.verdict === 'asked');
  if (sumdb === undefined || !subject.usesSumdb || subject.isPrivate || !hasModule) return null;
  const found = await wayTo(on, sumdb, { measured, chain });
  const report = { name: sumdb.name, through: found.through, supportedMs: found.supportedMs, ...NOT_ASKED };
  if (found.way === undefined)
    return { report: { ...report, ...found.outcome }, tried: found.tried, fault: found.fault };
  using own = found.way.line === undefined ? lineTo(on, found.way.base) : undefined;
  const line = found.way.line ?? own;
  const { module } = subject;
  if (line === undefined || module === undefined || version === undefined)
    return { report, tried: found.tried };
  const path = `lookup/${escapedElement(module)}@${escapedElement(version)}`;
  const asked = await askAsGo(on, { line, target: joinUrl(found.way.base, path), most: MOST_BYTES });
  const fault = faultOf(asked);
  const lookupMs = msOf(asked.phases);
  if (fault !== undefined) {
    const bad = { ...report, lookupMs, ...outcomeOf(asked) };
    // A database without a record is asked well: the version is not there.
    return { report: bad, tried: found.tried, ...(isMissing(asked) ? {} : { fault }) };
  }
  const tiles = await tilesOf(on, {
    line,
    base: found.way.base,
    text: new TextDecoder().decode(asked.last?.body),
  });
  return { report: { ...report, lookupMs, ...tiles }, tried: found.tried };
}

const NOT_ASKED = { lookupMs: null, tiles: 0, tilesMs: null };

interface FoundWay {
  /** Undefined where go reaches no database. */
  readonly way: { readonly line: Line | undefined; readonly base: URL } | undefined;
  readonly through: string | null;
  readonly supportedMs: number | null;
  readonly tried: MeasuredSumdb['tried'];
  readonly fault: string;
  readonly outcome: Pick<SumdbReport, 'failed' | 'status'>;
}

interface WayRequest {
  readonly measured: readonly MeasuredEntry[];
  readonly chain: NetContext['chain'];
}

/**
 * The way to the database (cmd/go/internal/modfetch, dbClient.initBase): the first entry that says 200 to `supported`, then that one
 * only; after 404 and 410, and behind `|` after any failure, the next; at `direct`, `off` and the end the database's own host. At the
 * end, a failure on the way that is no 404 or 410 counts more.
 */
async function wayTo(on: LineContext, sumdb: NamedSumdb, { measured, chain }: WayRequest): Promise<FoundWay> {
  const none = { way: undefined, through: null, supportedMs: null, outcome: {} };
  const base = sumdb.address ?? new URL(`https://${sumdb.name}`);
  const own = { ...none, way: { line: undefined, base }, fault: '' };
  if (sumdb.address !== undefined) return { ...own, tried: [] };
  const tried: { readonly entry: string; readonly why: string }[] = [];
  let failure: Pick<FoundWay, 'fault' | 'outcome'> | undefined;
  for (const [index, { report, line }] of measured.entries()) {
    const { entry } = chain[index] ?? {};
    if (entry?.kind !== 'url') return { ...own, tried };
    if (entry.url.protocol === 'file:') continue;
    const address = joinUrl(entry.url, `sumdb/${sumdb.name}`);
    const asked = await supported(on, { report, line, target: joinUrl(address, 'supported') });
    if (asked.fault === undefined)
      return {
        ...none,
        way: { line, base: address },
        through: report.entry,
        supportedMs: asked.ms,
        tried,
        fault: '',
      };
    tried.push({ entry: report.entry, why: asked.fault });
    if (asked.isMissing) continue;
    failure = { fault: `${report.entry}: ${asked.fault}`, outcome: asked.outcome };
    if (report.separator !== '|') return { ...none, ...failure, tried };
  }
  return failure === undefined ? { ...own, tried } : { ...none, ...failure, tried };
}

interface Supported {
  readonly ms: number | null;
  readonly fault: string | undefined;
  readonly isMissing: boolean;
  readonly outcome: Pick<SumdbReport, 'failed' | 'status'>;
}

interface SupportedRequest extends Pick<MeasuredEntry, 'report' | 'line'> {
  readonly target: URL;
}

/** An entry that could not be reached for the module is not tried again. */
async function supported(on: LineContext, { report, line, target }: SupportedRequest): Promise<Supported> {
  const broken = failedPhase(report.phases);
  if (broken !== undefined || line === undefined) {
    const outcome = broken?.failed === undefined ? {} : { failed: broken.failed };
    const fault = broken === undefined ? report.why : whyOf(broken);
    return { ms: null, fault, isMissing: false, outcome };
  }
  const asked = await askAsGo(on, { line, target, most: MOST_BYTES });
  const missing = isMissing(asked);
  return { ms: msOf(asked.phases), fault: faultOf(asked), isMissing: missing, outcome: outcomeOf(asked) };
}

function isMissing({ last, fault }: GoAnswer): boolean {
  return fault === undefined && (last?.status === 404 || last?.status === 410);
}

function faultOf({ last, fault, phases }: GoAnswer): string | undefined {
  const failed = failedPhase(phases);
  if (failed !== undefined) return whyOf(failed);
  return fault ?? (last?.status === 200 ? undefined : String(last?.status ?? 'no answer'));
}

function outcomeOf({ last, phases }: GoAnswer): Pick<SumdbReport, 'failed' | 'status'> {
  const failed = failedPhase(phases)?.failed;
  return {
    ...(failed === undefined ? {} : { failed }),
    ...(last?.status === undefined ? {} : { status: last.status }),
  };
}

function msOf(phases: readonly Phase[]): number {
  return Math.round(phases.reduce((sum, { ms }) => sum + ms, 0) * 10) / 10;
}

interface TilesRequest {
  readonly line: Line;
  readonly base: URL;
  /** The answer to the lookup. */
  readonly text: string;
}

/** Reads the tiles that prove the record to be in the tree, one a level. */
async function tilesOf(
  on: LineContext,
  { line, base, text }: TilesRequest,
): Promise<Pick<SumdbReport, 'tiles' | 'tilesMs'>> {
  const found = lookedUp(text);
  if (found === undefined) return { tiles: 0, tilesMs: null };
  let [tiles, tilesMs] = [0, 0];
  for (let level = 0; rowLength(found.size, level) > 0; level += 1) {
    const index = Math.floor(found.record / TILE_WIDTH ** (level + 1));
    const path = tilePath(tileOf(found.size, level, index));
    const asked = await askAsGo(on, { line, target: joinUrl(base, path), most: MOST_BYTES });
    if (faultOf(asked) !== undefined) break;
    tiles += 1;
    tilesMs += msOf(asked.phases);
  }
  return { tiles, tilesMs: tiles === 0 ? null : Math.round(tilesMs * 10) / 10 };
}
