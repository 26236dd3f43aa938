import type { Finding } from '../../core/choice/finding.ts';
import { matchesPrefixPatterns, patternsIn } from '../../core/go/module-patterns.ts';
import type { PrivatePrefix } from '../../core/modules/report.ts';
import { canSignIn, originText, type LoginSource, type Road } from '../../core/roads/road.ts';
import { settingValue } from '../../core/settings/differing.ts';
import { isClosed } from '../../core/settings/shown.ts';
import { shellWord } from '../../core/shells/quote.ts';
import { hasDatabaseLine, hasRecord } from '../../io/modules/cached-sums.ts';
import type { Run } from '../../world.ts';
import { type PrivateHost, privateHosts } from '../asking/private-hosts.ts';
import { privateSigns, roadsTo, type PrivateSign } from '../asking/roads.ts';
import { valueOf, type Subject } from '../environment/subject.ts';
import { named, wayBack } from '../environment/way-back.ts';
import { listed, requiredModules, type ModulesContext, type RequiredModule } from './context.ts';

/** The private modules of a place: those that GOPRIVATE covers, with the roads to them, and signs of those that it does not. */
export interface PrivateModules {
  readonly prefixes: readonly PrivatePrefix[];
  readonly roads: ReadonlyMap<string, Road>;
  readonly signs: readonly PrivateSign[];
  /** With `--online`: hosts of an own network, whose modules GOPRIVATE does not cover. */
  readonly hosts: readonly (PrivateHost & { readonly modules: readonly string[] })[];
}

/** Reads by which roads go would fetch private modules. Asks no server, and with `--online` the nameservers alone. */
export async function readPrivate(run: Run, context: ModulesContext): Promise<PrivateModules> {
  const { subject } = context;
  const required = requiredModules(context);
  const groups = patternsIn(valueOf(subject, 'GOPRIVATE')).map((pattern) => ({
    pattern,
    modules: required.map(({ path }) => path).filter((path) => matchesPrefixPatterns(pattern, path)),
  }));
  const firsts = [...new Set(groups.flatMap(({ modules }) => modules).map(hostOf))].flatMap((host) => {
    return groups.flatMap(({ modules }) => modules).find((path) => hostOf(path) === host) ?? [];
  });
  const open = openModules(context, required);
  const openHosts = context.isOnline ? [...new Set(open.map(hostOf))] : [];
  const [roads, signs, own] = await Promise.all([
    roadsTo(run, firsts, subject.goroot),
    privateSigns(run, open),
    privateHosts(run, openHosts),
  ]);
  const signed = new Set(signs.map(({ path }) => path));
  const hosts = own.flatMap((each) => {
    const modules = open.filter((path) => hostOf(path) === each.host && !signed.has(path));
    return modules.length === 0 ? [] : [{ ...each, modules }];
  });
  const prefixes = groups.map(({ pattern, modules }) => {
    const road = modules.map((path) => roadFor(roads, path)).find((each) => each !== undefined);
    return { pattern, modules, road: roadText(road), credentials: credentialsText(road) };
  });
  return { prefixes, roads, signs, hosts };
}

function hostOf(path: string): string {
  return path.split('/')[0] ?? '';
}

function roadFor(roads: ReadonlyMap<string, Road>, path: string): Road | undefined {
  return [...roads.values()].find(({ subject }) => hostOf(subject) === hostOf(path));
}

/**
 * The modules whose names go to others, and which the checksum database is not known to have: it has public ones alone. Those that
 * GOPRIVATE covers are no matter of GOPRIVATE, whatever takes its place.
 */
function openModules(
  { subject, cache }: ModulesContext,
  required: readonly RequiredModule[],
): readonly string[] {
  const isOpen = (name: string, path: string): boolean => {
    return !matchesPrefixPatterns(valueOf(subject, name) || valueOf(subject, 'GOPRIVATE'), path);
  };
  return required
    .filter(({ path }) => !matchesPrefixPatterns(valueOf(subject, 'GOPRIVATE'), path))
    .filter(({ path }) => isOpen('GONOPROXY', path) || isOpen('GONOSUMDB', path))
    .filter((module) => cache === '' || !hasDatabaseLine(cache, module))
    .map(({ path }) => path);
}

function roadText(road: Road | undefined): string {
  return road === undefined ? '' : `${road.transport}: ${road.address.shown}`;
}

function credentialsText(road: Road | undefined): string | null {
  const sources = road === undefined ? [] : [...road.gitLogins, ...road.goLogins];
  return sources.length === 0 ? null : [...new Set(sources.map(sourceText))].join(', ');
}

function sourceText({ kind, what, origin }: LoginSource): string {
  const name = what === undefined ? kind : `${kind} ${what}`;
  return origin === undefined ? name : `${name} (${originText(origin)})`;
}

/** Findings about settings that say which modules are private, and about the roads to those. */
export function privateFindings(
  context: ModulesContext,
  { prefixes, roads, signs, hosts }: PrivateModules,
): readonly Finding[] {
  return [
    ...notCovered(context, signs),
    ...hosts.map((each) => ownHost(context, each)),
    ...halfCovered(context, prefixes, 'GONOSUMDB'),
    ...halfCovered(context, prefixes, 'GONOPROXY'),
    ...withoutLogin(context, prefixes, roads),
    ...unused(context, prefixes),
    ...insecure(context),
  ];
}

function notCovered({ subject }: ModulesContext, signs: readonly PrivateSign[]): readonly Finding[] {
  const groups = Map.groupBy(signs, ({ prefix }) => prefix);
  return [...groups].flatMap(([prefix, members]): readonly Finding[] => {
    const [first] = members;
    if (first === undefined) return [];
    const place = originText(first.origin);
    const how =
      first.what === 'netrc' ? `${place} has a login for` : `${place} leads git to another address for`;
    const names = listed(members.map(({ path }) => path));
    return [
      {
        code: 'private-not-covered',
        text: `${how} ${prefix}, and GOPRIVATE does not cover ${names}: module proxies and the checksum database are asked for such names`,
        ...addition(subject, prefix),
        at:
          first.origin.line === undefined
            ? { file: first.origin.from }
            : { file: first.origin.from, line: first.origin.line },
        evidence: members.map(({ path, what, origin }) => ({
          what,
          value: path,
          how: 'read',
          from: originText(origin),
        })),
      },
    ];
  });
}

/** A host of an own network has no public module: its names go to module proxies in vain. */
function ownHost(
  { subject }: ModulesContext,
  { host, addresses, modules }: PrivateModules['hosts'][number],
): Finding {
  return {
    code: 'private-not-covered',
    text: `${host} has addresses of an own network alone (${addresses.join(', ')}), and GOPRIVATE does not cover ${listed(modules)}: module proxies and the checksum database are asked for such names`,
    ...addition(subject, host),
    evidence: addresses.map((value) => ({ what: host, value, how: 'measured' })),
  };
}

/** GOPRIVATE with one more pattern, and the way back. A value that may hold a secret is not repeated. */
function addition(subject: Subject, prefix: string): Pick<Finding, 'cure' | 'undo'> {
  const { value, origin } = settingValue(subject.facts, 'GOPRIVATE');
  const isOpen = !isClosed('GOPRIVATE', value);
  if (origin.kind === 'environment') {
    const cure = `export GOPRIVATE="$GOPRIVATE,"${shellWord(prefix)}`;
    return isOpen ? { cure, undo: `export ${shellWord(`GOPRIVATE=${value}`)}` } : { cure };
  }
  if (value === '')
    return { cure: `go env -w ${shellWord(`GOPRIVATE=${prefix}`)}`, undo: 'go env -u GOPRIVATE' };
  const cure = `go env -w GOPRIVATE="$(go env GOPRIVATE),"${shellWord(prefix)}`;
  return isOpen ? { cure, undo: `go env -w ${shellWord(`GOPRIVATE=${value}`)}` } : { cure };
}

const ASKED = { GONOSUMDB: 'the checksum database', GONOPROXY: 'module proxies' } as const;

/** The modules here whose names go to others although GOPRIVATE covers them: a set GONOSUMDB or GONOPROXY takes its place. */
function halfCovered(
  { subject }: ModulesContext,
  prefixes: readonly PrivatePrefix[],
  name: keyof typeof ASKED,
): readonly Finding[] {
  const value = valueOf(subject, name);
  // A company whose own module proxy serves private modules sets GONOPROXY=none (go.dev/ref/mod, private modules).
  if (value === '' || (name === 'GONOPROXY' && value === 'none')) return [];
  const open = [...new Set(prefixes.flatMap(({ modules }) => modules))].filter(
    (path) => !matchesPrefixPatterns(value, path),
  );
  if (open.length === 0) return [];
  const text = `${named(subject, name)} takes the place of GOPRIVATE: ${ASKED[name]} would be asked for ${listed(open)}, which GOPRIVATE covers`;
  return [{ code: 'private-half-covered', text, ...wayBack(subject, name) }];
}

/** One finding for each host that go asks itself, and for which neither git nor go has a login. */
function withoutLogin(
  { subject, cache, answers }: ModulesContext,
  prefixes: readonly PrivatePrefix[],
  roads: ReadonlyMap<string, Road>,
): readonly Finding[] {
  const direct = valueOf(subject, 'GONOPROXY') || valueOf(subject, 'GOPRIVATE');
  return [...roads.values()].flatMap((road): readonly Finding[] => {
    const host = hostOf(road.subject);
    const modules = prefixes
      .flatMap((each) => each.modules)
      .filter((path) => hostOf(path) === host && matchesPrefixPatterns(direct, path));
    const isOpen = /^(?:https?|ssh)$/.test(road.transport);
    if (modules.length === 0 || !isOpen || canSignIn(road) || road.goLogins.length > 0) return [];
    const required = requiredModules({ answers }).filter(({ path }) => modules.includes(path));
    const isHere = cache !== '' && required.every((each) => hasRecord(cache, each));
    const fetched = isHere
      ? '; all of them are in the module cache, so they may be public, or were fetched otherwise'
      : '';
    return [
      {
        code: 'credentials-missing',
        level: isHere ? 'advice' : 'problem',
        text: `${listed(modules)}: git would fetch from ${road.address.shown}, and nothing here signs in at ${host}: no netrc, no GOAUTH, no credential helper, no ssh key${fetched}`,
        cure: `echo 'machine ${host} login NAME password TOKEN' >>~/.netrc with your own NAME and TOKEN`,
        undo: `take that line out of ~/.netrc`,
        evidence: modules.slice(0, 10).map((path) => ({ what: 'private module', value: path, how: 'read' })),
      },
    ];
  });
}

function unused({ subject }: ModulesContext, prefixes: readonly PrivatePrefix[]): readonly Finding[] {
  const idle = prefixes.filter(({ modules }) => modules.length === 0).map(({ pattern }) => pattern);
  if (idle.length === 0) return [];
  const text = `${named(subject, 'GOPRIVATE')}: nothing that is required here is covered by ${listed(idle)}`;
  const way = wayBack(subject, 'GOPRIVATE');
  const cure = `nothing to do where other modules need it, else: ${way.cure}`;
  return [{ code: 'private-pattern-unused', level: 'note', text, ...way, cure }];
}

function insecure({ subject }: ModulesContext): readonly Finding[] {
  if (valueOf(subject, 'GOINSECURE') === '') return [];
  const text = `${named(subject, 'GOINSECURE')}: go takes modules of those paths without a proof of the server where it fetches them directly; for a module proxy the setting does nothing`;
  return [{ code: 'insecure-set', level: 'advice', text, ...wayBack(subject, 'GOINSECURE') }];
}
