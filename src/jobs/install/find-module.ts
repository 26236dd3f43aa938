import { queryText } from '../../core/choice/query.ts';
import { nearest, select, type ReleaseQuery, type Versioned } from '../../core/choice/select.ts';
import { platformText } from '../../core/platform.ts';
import { toolchainModule, toolchainVersions } from '../../core/release/module-name.ts';
import type { Version } from '../../core/version.ts';
import { GvError, hasCode } from '../../errors.ts';
import { goSettings } from '../../io/go/go-settings.ts';
import type { Http } from '../../io/http/http.ts';
import { type ModuleProxy, moduleProxy } from '../../io/modules/module-proxy.ts';
import { installedToolchains } from '../../io/store/toolchains.ts';
import type { Run, World } from '../../world.ts';
import { FORGET } from '../releases/index-age.ts';
import { cachedIndex } from '../releases/release-index.ts';
import { proxiesLister } from '../releases/remember-releases.ts';
import { rememberListed } from '../releases/remember-releases.ts';
import { askedLister, seenReleases } from '../releases/seen-releases.ts';

export interface ModuleQuery {
  readonly http: Http;
  readonly query: ReleaseQuery;
}

/**
 * Finds the release of a query at the module proxies. Their lists are partial, so an exact release is asked for by its name;
 * for any other query, the lists count together with every release that was seen before: an old answer (a freeze) is detected,
 * because the proxy then lacks the newest known release.
 * Fails with `no-release` naming the nearest, and with the network's codes.
 */
export async function findModule(run: Run, { http, query }: ModuleQuery): Promise<Version> {
  const proxy = moduleProxy(run, http);
  if (query.kind === 'exact') {
    const refusal = await refusalOf(run, proxy, query.version);
    if (refusal === undefined) return query.version;
    throw notServed(run, { query, candidates: await listOr(run, proxy, refusal), refusal });
  }
  const candidates = await knownVersions(run, proxy);
  const wanted = select(query, candidates)?.version;
  const refusal = wanted === undefined ? 'missing' : await refusalOf(run, proxy, wanted);
  if (wanted !== undefined && refusal === undefined) return wanted;
  throw notServed(run, { query, candidates, refusal: refusal ?? 'missing', wanted });
}

/** The reason why a release is not served: no module proxy has it, or one refuses it. */
type Refusal = 'missing' | GvError;

/** A module proxy answers 403 for a release that it does not offer. The go command takes that for final, so gv asks no other proxy. */
async function refusalOf(world: World, proxy: ModuleProxy, version: Version): Promise<Refusal | undefined> {
  try {
    const info = await proxy.info(toolchainModule(version, world.platform).version);
    return info === undefined ? 'missing' : undefined;
  } catch (error) {
    if (hasCode(error, 'http-status')) return error;
    throw error;
  }
}

/** If the list is refused as well, reports the proxy's refusal in place of `no-release`. */
async function listOr(run: Run, proxy: ModuleProxy, refusal: Refusal): Promise<readonly Versioned[]> {
  try {
    return await knownVersions(run, proxy);
  } catch (error) {
    throw refusal === 'missing' ? error : refusal;
  }
}

/** Every release that the proxies list for this platform, or that they, an index or an install have shown before. */
async function knownVersions(run: Run, proxy: ModuleProxy): Promise<readonly Versioned[]> {
  const listed = toolchainVersions(await proxy.versions(), run.platform).map((version) => ({ version }));
  const lister = proxiesLister(goSettings(run));
  await rememberListed(run, lister, listed);
  const seen = [...seenReleases(run, lister), ...seenReleases(run, askedLister(run))];
  const all = [
    ...listed,
    ...(cachedIndex(run)?.releases ?? []),
    ...installedToolchains(run.layout),
    ...seen.map((version) => ({ version })),
  ];
  return [...new Map(all.map((item) => [item.version.name, { version: item.version }])).values()];
}

interface NotServed {
  readonly query: ReleaseQuery;
  readonly candidates: readonly Versioned[];
  readonly refusal: Refusal;
  /** The release of a line or a channel among the candidates. */
  readonly wanted?: Version | undefined;
}

function notServed(world: World, { query, candidates, refusal, wanted }: NotServed): GvError {
  const names = nearest(query, candidates).map(({ version }) => version.label);
  const suggestion = names.length === 0 ? '' : `. The nearest that are known: ${names.join(', ')}`;
  const why = refusal === 'missing' ? '' : ` (${refusal.message})`;
  const what = `${queryText(query)} for ${platformText(world.platform)}`;
  const listed = 'gv list --remote shows the known releases; a module proxy may list only a part of its own.';
  const seen = `go ${wanted?.label} was seen before, so nothing lower is taken; ${FORGET}.`;
  return new GvError('no-release', `the module proxies have no ${what}${why}${suggestion}`, {
    hint: wanted === undefined ? listed : seen,
    ...(refusal === 'missing' ? {} : { cause: refusal }),
  });
}
