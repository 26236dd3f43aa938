import { parseQuery, queryText } from '../../core/choice/query.ts';
import { nearest, type ReleaseQuery, releaseQuery, select } from '../../core/choice/select.ts';
import { GvError } from '../../errors.ts';
import type { Run } from '../../world.ts';
import { moduleQuery } from '../here/needs.ts';
import { loadCatalog } from '../releases/catalog.ts';

/** The queries of a matrix that is printed without any. */
const USUAL = ['oldstable', 'stable'];

/**
 * The published releases that the queries mean, each once, for a system that installs them later: nothing has to be installed here.
 * No server is asked for exact releases. Fails with `bad-query`, `no-release`, `usage` for `system`, and as `loadCatalog` does.
 */
export async function printedVersions(run: Run, texts: readonly string[]): Promise<readonly string[]> {
  const releases = (texts.length === 0 ? USUAL : texts).map((text) => releaseFor(run, text));
  const isKnown = releases.every(({ kind }) => kind === 'exact');
  const offers = isKnown ? [] : (await loadCatalog(run)).offers;
  const versions = releases.map((query) => {
    if (query.kind === 'exact') return query.version.label;
    const found = select(query, offers);
    if (found !== undefined) return found.version.label;
    const near = nearest(query, offers).map(({ version }) => version.label);
    throw new GvError('no-release', `no release answers ${queryText(query)}`, {
      hint: near.length === 0 ? 'gv list --remote' : `There are ${near.join(', ')}.`,
    });
  });
  return [...new Set(versions)];
}

function releaseFor(run: Run, text: string): ReleaseQuery {
  const query = text === 'min' ? ({ kind: 'mod' } as const) : parseQuery(text);
  return query.kind === 'mod' ? moduleQuery(run).query : releaseQuery(query);
}
