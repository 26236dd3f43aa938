import type { Finding } from '../../core/choice/finding.ts';
import { shortages } from '../../core/machine/judging.ts';
import { shellWord } from '../../core/shells/quote.ts';
import { megabytes } from '../../core/text/megabytes.ts';
import { foreignEntry } from '../../io/machine/foreign-entries.ts';
import { namesOf, typeText, type Filesystem, type LookedPlace, type PlacesContext } from './context.ts';
import { movedPlace } from './moved-place.ts';

/** Findings about places that cannot be used: no programs, no room, no right to write. */
export function useFindings(context: PlacesContext): readonly Finding[] {
  return context.filesystems.flatMap((filesystem) => [
    ...execFindings(context, filesystem),
    ...roomFindings(filesystem),
    ...filesystem.places.flatMap((place) => writeFinding(place)),
  ]);
}

/** The places in which programs are started, with the consequence where none can be. */
const STARTED: Readonly<Partial<Record<LookedPlace['name'], string>>> = {
  GOCACHE: 'go run and go tool keep programs there since Go 1.24, and cannot start them the second time',
  GOTMPDIR: 'go test and go run build programs there and cannot start them',
  GOBIN: 'programs of go install cannot be started',
  GV_ROOT: 'toolchains cannot be started',
};

function execFindings(context: PlacesContext, filesystem: Filesystem): readonly Finding[] {
  const { measured, facts } = filesystem;
  const isForbidden = facts.mount?.options.includes('noexec') === true;
  const isRefused = measured?.exec === false;
  if (!(measured === undefined ? isForbidden : isRefused)) return [];
  return filesystem.places.flatMap((place): readonly Finding[] => {
    const what = STARTED[place.name];
    if (what === undefined) return [];
    const noexec = isForbidden ? ', noexec' : '';
    return [
      {
        code: 'tmp-noexec',
        text: `${placeName(place)} lies on ${typeText(facts)}${noexec}: ${what}`,
        ...(movedPlace(context, place, filesystem) ?? { cure: withoutBetter(place, facts.mount?.point) }),
        evidence: [
          isRefused
            ? { what: `a program started in ${facts.directory}`, value: 'EACCES', how: 'measured' }
            : { what: 'mount option', value: 'noexec', how: 'read', from: '/proc/self/mountinfo' },
        ],
      },
    ];
  });
}

/** Without GOTMPDIR, the place is the directory for temporary files of every program. */
function placeName({ name, path }: LookedPlace): string {
  return name === 'GOTMPDIR' ? `the directory for temporary files ${path}` : `${name} ${path}`;
}

function withoutBetter({ name }: LookedPlace, point = '/'): string {
  if (name === 'GOTMPDIR') return 'set GOTMPDIR to a directory from which programs may be started';
  return `as root: mount -o remount,exec ${shellWord(point)}`;
}

function roomFindings(filesystem: Filesystem): readonly Finding[] {
  const { facts, measured } = filesystem;
  const found = shortages(facts);
  const short = found.length === 0 && measured?.full === true ? (['bytes'] as const) : found;
  const cure = cureOf(filesystem);
  const on = `${namesOf(filesystem)} on ${facts.mount?.point ?? facts.directory}`;
  const full = measured?.full === true ? [fullEvidence(facts.directory, measured.files)] : [];
  const { freeBytes = 0, freeInodes = 0, inodes = 0 } = facts;
  return short.map((what) =>
    what === 'bytes'
      ? {
          code: 'place-full',
          text: `${megabytes(freeBytes)} are free for ${on}: a build takes some hundred`,
          cure,
          evidence: [{ what: 'free', value: freeBytes, unit: 'bytes', how: 'read', from: 'statfs' }, ...full],
        }
      : {
          code: 'place-inodes',
          text: `${freeInodes} of ${inodes} inodes are free for ${on}: "no space left" comes with bytes still free`,
          cure,
          evidence: [{ what: 'free inodes', value: freeInodes, how: 'read', from: 'statfs' }, ...full],
        },
  );
}

function fullEvidence(directory: string, files: number): NonNullable<Finding['evidence']>[number] {
  return { what: `files made in ${directory} until nothing was left`, value: files, how: 'measured' };
}

/** Commands that make room, by what lies there. */
function cureOf({ places }: Filesystem): string {
  const has = (name: LookedPlace['name']): boolean => places.some((place) => place.name === name);
  const steps = [
    ...(has('GOCACHE') ? ['go clean -cache (the build cache, which go makes anew)'] : []),
    ...(has('GV_ROOT') ? ['gv prune (downloads and old toolchains)'] : []),
  ];
  return steps.length === 0 ? 'remove files there, or choose a larger place' : steps.join('; ');
}

/** Places of this account alone: those of gv have findings of their own, /tmp is of every account, a checkout is what it is. */
const OWN: ReadonlySet<LookedPlace['name']> = new Set(['GOMODCACHE', 'GOCACHE', 'GOBIN']);

function writeFinding({ name, path, facts }: LookedPlace): readonly Finding[] {
  if (name === 'GOTMPDIR' && !facts.exists) return [missingTemporary(path)];
  if (name !== 'GOTMPDIR' && !OWN.has(name)) return [];
  if (facts.refused !== undefined) return [refusedFinding({ name, path, facts }, facts.refused)];
  // Root may write what belongs to others.
  const own = process.geteuid?.();
  if (!OWN.has(name) || !facts.exists || own === 0 || facts.owner !== own) return [];
  const foreign = foreignEntry(facts.directory);
  if (foreign === undefined) return [];
  const owner = foreign.owner === 0 ? 'root, as after sudo go' : `user ${foreign.owner}`;
  return [
    {
      code: 'place-not-writable',
      text: `${foreign.path} in ${name} belongs to ${owner}: go cannot replace it`,
      cure: chown(facts.directory),
      evidence: [{ what: foreign.path, value: `user ${foreign.owner}`, how: 'read' }],
    },
  ];
}

function missingTemporary(path: string): Finding {
  return {
    code: 'place-not-writable',
    text: `the directory for temporary files ${path} does not exist, and go makes none: it builds nothing`,
    cure: `mkdir -p ${shellWord(path)}`,
    undo: `rmdir ${shellWord(path)}`,
    evidence: [{ what: path, value: 'ENOENT', how: 'read' }],
  };
}

function refusedFinding({ name, path, facts }: LookedPlace, refused: 'EACCES' | 'EROFS'): Finding {
  const isReadOnly = refused === 'EROFS';
  const why = isReadOnly
    ? 'its filesystem is read-only'
    : `user ${facts.owner ?? '?'} owns ${facts.directory}`;
  const point = shellWord(facts.mount?.point ?? '/');
  const mount = `as root: mount -o remount,rw ${point}; or set ${name} to another place`;
  return {
    code: 'place-not-writable',
    text: `${name} ${path} cannot be written: ${why}`,
    cure: isReadOnly ? mount : chown(facts.directory),
    evidence: [{ what: facts.directory, value: refused, how: 'read' }],
  };
}

function chown(directory: string): string {
  return `sudo chown -R "$USER" ${shellWord(directory)}`;
}
