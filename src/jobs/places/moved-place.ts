import { join } from 'node:path';
import type { Finding } from '../../core/choice/finding.ts';
import { settingValue } from '../../core/settings/differing.ts';
import { shellWord } from '../../core/shells/quote.ts';
import { cacheDirectory } from '../../io/go/module-cache.ts';
import { realPlace } from '../../io/host/search-path.ts';
import { placeFacts } from '../../io/machine/place-facts.ts';
import { valueOf } from '../environment/subject.ts';
import { wayBack } from '../environment/way-back.ts';
import { changeSetting } from '../net/change-setting.ts';
import { betterHome } from './cache-homes.ts';
import type { Filesystem, LookedPlace, PlacesContext } from './context.ts';

/** The last part of the path of a place that moves. */
const LEAVES: Readonly<Partial<Record<LookedPlace['name'], string>>> = {
  GOMODCACHE: 'go-mod',
  GOCACHE: 'go-build',
  GOTMPDIR: 'go-tmp',
};

type Way = Pick<Finding, 'cure' | 'undo' | 'at'>;

/** The cure that lays a place of Go on a better filesystem, and its undo; undefined where no better one is known, or no setting moves the place. */
export function movedPlace(
  { go, homes, mounts }: PlacesContext,
  place: LookedPlace,
  from: Filesystem,
): Way | undefined {
  const leaf = LEAVES[place.name];
  const lasts = place.name !== 'GOTMPDIR';
  const better = betterHome(homes, { than: from, lasts });
  if (leaf === undefined || better === undefined) return undefined;
  const { origin } = settingValue(go.facts, place.name);
  const usual = usualPlace(go, place.name);
  // Without the setting the place would be a good one already.
  if (origin.kind !== 'default' && usual !== undefined && liesOn(usual, better.filesystem, mounts))
    return wayBack(go, place.name);
  const value = join(better.directory, leaf);
  const inWords = `set ${place.name} to a directory in ${better.directory}`;
  const { cure, ...rest } = changeSetting(go, place.name, { value, inWords });
  // Go makes its caches itself, and no directory for temporary files.
  const makes = lasts ? '' : `mkdir -p ${shellWord(value)}`;
  return { cure: [better.make ?? '', makes, cure].filter((step) => step !== '').join(' && '), ...rest };
}

function usualPlace(go: PlacesContext['go'], name: string): string | undefined {
  if (name === 'GOCACHE') return go.facts.gocache || undefined;
  if (name !== 'GOMODCACHE') return undefined;
  return cacheDirectory(go.world, (asked) => (asked === name ? '' : valueOf(go, asked)));
}

function liesOn(path: string, { facts }: Filesystem, mounts: PlacesContext['mounts']): boolean {
  return placeFacts(realPlace(path), mounts).filesystem === facts.filesystem;
}
