import { isInside } from '../../core/layout.ts';
import type { PlaceReport } from '../../core/machine/machine-report.ts';
import { msText } from '../../core/net/waterfall.ts';
import { columns } from '../page/columns.ts';
import { printable } from '../page/printable.ts';
import { bytesText } from '../page/quantities.ts';

const HEAD = ['places', '', 'filesystem', 'create', 'stat', 'fsync', 'free', 'programs run'];
const NAMES: Readonly<Record<string, string>> = { module: 'module', asked: '--place' };

/** The places of Go, one a line: those of one filesystem below each other, with its figures at the first. */
export function placesText(
  places: readonly PlaceReport[],
  { home }: { readonly home: string | undefined },
): string {
  const rows = places.flatMap((place) =>
    place.at.map(({ name, path, exists }, index) => {
      const first = [
        `  ${NAMES[name] ?? name}`,
        `${shortened(path, home)}${exists ? '' : ' (not there yet)'}`,
      ];
      return index === 0 ? [...first, ...figures(place)] : [...first, 'the same'];
    }),
  );
  const table = columns([
    HEAD,
    ...rows.map((row) => [...row, ...HEAD.slice(row.length).map(() => '')].map(printable)),
  ]);
  const why = places.filter((place) => place.why !== undefined && place.why !== '--no-probe');
  return `${table}${why.map((place) => `  ${printable(`${place.path} was not measured: ${place.why ?? ''}`)}\n`).join('')}`;
}

function figures(place: PlaceReport): readonly string[] {
  const { type, source, options, freeBytes, freeInodesPercent, network, fsyncMs } = place;
  const marks = ['sync', 'noexec', 'ro'].filter((option) => options.includes(option));
  const what = network ? `${type ?? ''} (${source ?? ''})` : (type ?? 'unknown');
  const isPlenty = freeInodesPercent === null || freeInodesPercent > SHOWN_PERCENT;
  return [
    [what, ...marks].join(', '),
    rateText(place.createPerS),
    rateText(place.statPerS),
    fsyncMs === null ? '-' : msText(fsyncMs.p50),
    `${freeBytes === null ? 'unknown' : bytesText(freeBytes)}${isPlenty ? '' : `, ${freeInodesPercent} % of inodes`}`,
    runText(place),
  ];
}

/** A larger share is of no interest. */
const SHOWN_PERCENT = 10;

function rateText(perS: number | null): string {
  return perS === null ? '-' : `${perS}/s`;
}

function runText({ exec, files, options }: PlaceReport): string {
  if (exec !== null) return exec ? 'yes' : 'no';
  if (options.includes('noexec')) return 'no (noexec)';
  return files === 0 ? '-' : 'unknown';
}

function shortened(path: string, home: string | undefined): string {
  return home !== undefined && home !== '/' && isInside(home, path) ? `~${path.slice(home.length)}` : path;
}
