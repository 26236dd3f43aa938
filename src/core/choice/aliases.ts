import { isPrerelease, lineOf, type Version } from '../version.ts';
import { newestFirst } from './select.ts';

/**
 * The alias files that a set of installed releases asks for: line, major, `latest` and `stable`, each naming the
 * directory of the newest stable release it means. Prereleases have none; they are chosen by name.
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
