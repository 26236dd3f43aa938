import type { MachineReport, PlaceMeasures } from './machine-report.ts';
import { BUSY_PERCENT } from './pressure.ts';

/** A place that makes fewer files a second may be slow; an SSD, and memory, make ten thousand. */
const SLOW_PER_S = 500;
/** The least factor by which another place of the same run is faster: the noise of a busy machine stays below. */
const SLOW_FACTOR = 5;

/** The figures by which a place is called slow. The median is there, so that a processor that was busy for a moment makes no place slow. */
export type CreateFigures = Pick<PlaceMeasures, 'createPerS' | 'createMs'>;

/** True where files are made slowly, by the rate and by the median. */
export function isSlow({ createPerS, createMs }: CreateFigures): boolean {
  return createPerS !== null && createMs !== null && createPerS < SLOW_PER_S && createMs > 1000 / SLOW_PER_S;
}

/** True where another place makes files so much faster that the difference counts. */
export function isMuchFaster(other: CreateFigures, than: CreateFigures): boolean {
  if (other.createMs === null || than.createMs === null) return false;
  return other.createMs * SLOW_FACTOR <= than.createMs;
}

const LEAST_BYTES = 500_000_000;
const LEAST_INODES = 10_000;
const LEAST_SHARE = 0.02;

/** The room that a filesystem lacks for Go: a build takes some hundred MB, a module cache ten thousands of files. */
export function shortages(room: {
  readonly freeBytes: number | undefined;
  readonly freeInodes: number | undefined;
  readonly inodes: number | undefined;
}): readonly ('bytes' | 'inodes')[] {
  const { freeBytes, freeInodes, inodes } = room;
  const hasFew =
    freeInodes !== undefined &&
    inodes !== undefined &&
    (freeInodes < LEAST_INODES || freeInodes < inodes * LEAST_SHARE);
  return [
    ...(freeBytes !== undefined && freeBytes < LEAST_BYTES ? (['bytes'] as const) : []),
    ...(hasFew ? (['inodes'] as const) : []),
  ];
}

const BUSY_IO_PERCENT = 20;
const BUSY_MEMORY_PERCENT = 5;
const STEAL_PERCENT = 5;

/** In which respects the machine is busy, each in words with its figure. */
export function busyWith({
  pressure,
  stealPercent,
}: Pick<MachineReport, 'pressure' | 'stealPercent'>): readonly string[] {
  const over = (name: string, percent: number | null, most: number): readonly string[] =>
    percent !== null && percent > most ? [`${name} ${Math.round(percent)} %`] : [];
  return [
    ...over('cpu pressure', pressure.cpu, BUSY_PERCENT),
    ...over('io pressure', pressure.io, BUSY_IO_PERCENT),
    ...over('memory pressure', pressure.memory, BUSY_MEMORY_PERCENT),
    ...over('steal', stealPercent, STEAL_PERCENT),
  ];
}

const THROTTLED_SHARE = 0.1;

/** True where the quota was used up in more than a tenth of the periods. */
export function isThrottled(periods: number | null, throttled: number | null): boolean {
  return periods !== null && throttled !== null && periods > 0 && throttled > periods * THROTTLED_SHARE;
}

/** A link of a large program takes up to this. */
export const SMALL_MEMORY_BYTES = 2_000_000_000;
/** Pages a second that are read back from swap; above it the machine waits for them. */
export const SWAPPING_PER_S = 100;
/** Go itself raises the limit that is in force to this one, and a link opens hundreds of files. */
export const LEAST_FILES = 1_024;

const NEAR_SHARE = 0.8;

/** True where more than four fifths of a limit are in use. */
export function isNear({
  used,
  max,
}: {
  readonly used: number | null;
  readonly max: number | null;
}): boolean {
  return used !== null && max !== null && max > 0 && used > max * NEAR_SHARE;
}
