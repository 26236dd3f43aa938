import { isAbsolute, join } from 'node:path';
import type { Finding } from '../../core/choice/finding.ts';
import { shellWord } from '../../core/shells/quote.ts';
import { mayWrite } from '../../io/disk/access.ts';
import { entriesOf } from './gopath.ts';
import { valueOf, type Subject } from './subject.ts';
import { named, wayBack } from './way-back.ts';

/** A finding where go has no directory for its build cache, or for modules, and refuses to build (go: cmd/go/internal/cache, DefaultDir; modload). */
export function noPlace(subject: Subject): readonly Finding[] {
  const cache = valueOf(subject, 'GOCACHE');
  if (cache !== '' && !isAbsolute(cache)) return [refused(subject, cache)];
  const lacking = [
    ...(cache === '' && subject.facts.gocache === '' ? ['GOCACHE'] : []),
    ...(hasNoModules(subject) ? ['GOMODCACHE'] : []),
  ];
  return lacking.length === 0 ? [] : [homeless(subject, lacking)];
}

function refused(subject: Subject, cache: string): Finding {
  const why = cache === 'off' ? 'go has needed the build cache since Go 1.12' : 'the path is not absolute';
  const text = `${named(subject, 'GOCACHE')}: go builds nothing, as ${why}`;
  return { code: 'no-home', text, ...wayBack(subject, 'GOCACHE', { refusesWrite: cache !== 'off' }) };
}

/** A Go that was unpacked into `~/go` leaves GOPATH without a default too, and `gopath-is-goroot` says so. */
function hasNoModules(subject: Subject): boolean {
  if (valueOf(subject, 'GOMODCACHE') !== '') return false;
  const isGoroot = valueOf(subject, 'GOPATH') === '' && (subject.world.env['HOME'] ?? '') !== '';
  return entriesOf(subject)[0] === '' && !isGoroot;
}

const PLACES: Readonly<
  Record<string, { readonly what: string; readonly name: string; readonly unit: string }>
> = {
  GOCACHE: { what: 'its build cache', name: 'build', unit: 'go-build' },
  GOMODCACHE: { what: 'modules', name: 'mod', unit: 'go-mod' },
};

function homeless(subject: Subject, lacking: readonly string[]): Finding {
  const { world } = subject;
  const places = lacking.flatMap((name) => PLACES[name] ?? []);
  const { text: why, cure, ...rest } = causeOf(subject, lacking);
  const unit = lacking.map((name) => `${name}=%C/${PLACES[name]?.unit ?? ''}`).join(' ');
  const inUnit = world.platform.os === 'linux' ? `; in a unit of systemd: Environment=${unit}` : '';
  return {
    code: 'no-home',
    text: `${why}, so go has no place for ${places.map(({ what }) => what).join(' and for ')}`,
    cure: `${cure}${inUnit}`,
    ...rest,
  };
}

type Cause = Pick<Finding, 'text' | 'cure' | 'undo' | 'evidence'>;

function causeOf(subject: Subject, lacking: readonly string[]): Cause {
  const { env } = subject.world;
  const cache = env['XDG_CACHE_HOME'] ?? '';
  if ((env['HOME'] ?? '') === '') return withoutHome(subject, lacking);
  // With a home directory there is a place for modules, unless GOPATH says else.
  if (!lacking.includes('GOCACHE'))
    return { text: `${named(subject, 'GOPATH')} begins with an empty path`, ...wayBack(subject, 'GOPATH') };
  return {
    text: `XDG_CACHE_HOME=${cache} (the environment) is not an absolute path`,
    cure: 'unset XDG_CACHE_HOME',
    undo: `export ${shellWord(`XDG_CACHE_HOME=${cache}`)}`,
    evidence: [{ what: 'XDG_CACHE_HOME', value: cache, how: 'read', from: 'the environment' }],
  };
}

function withoutHome({ world }: Subject, lacking: readonly string[]): Cause {
  const { env, home, cwd } = world;
  const isUnset = env['HOME'] === undefined;
  const value = isUnset ? 'not set' : 'empty';
  const about = {
    text: `HOME is ${value}`,
    evidence: [{ what: 'HOME', value, how: 'read', from: 'the environment' }],
  } as const;
  const cache = env['XDG_CACHE_HOME'] ?? '';
  // A service's account often has a home directory that is not there, or is not its own.
  if (home !== undefined && mayWrite(home) === 'yes' && (cache === '' || isAbsolute(cache)))
    return {
      ...about,
      cure: `export ${shellWord(`HOME=${home}`)}`,
      undo: isUnset ? 'unset HOME' : 'export HOME=',
    };
  const words = lacking.map((name) => shellWord(`${name}=${join(cwd, '.go', PLACES[name]?.name ?? '')}`));
  return { ...about, cure: `export ${words.join(' ')}`, undo: `unset ${lacking.join(' ')}` };
}
