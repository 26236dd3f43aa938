import { isPrerelease, lineOf, type Version } from '../version.ts';
import { newestFirst } from './select.ts';

/**
 * The aliases of a set of installed releases: line, major, `latest` and `stable`, each with the directory of the newest
 * stable release that it means. Prereleases have no alias; they are chosen by name.
 */
export function aliasesFor(installed: readonly Version[]): ReadonlyMap<string, string> {
  const aliases = new Map<string, string>();
  const stable = newestFirst(installed.map((version) => ({ version }))).filter(
    ({ version }) => !isPrerelease(version),
  );
  for (const { version } of stable) {
    for (const alias of ['latest', 'stable', version.major, lineOf(version)]) {
      if (!aliases.has(alias)) aliases.set(alias, version.name);
    }
  }
  return aliases;
}
