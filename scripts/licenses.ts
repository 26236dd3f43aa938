import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readManifest, type Manifest } from './manifest.ts';

const PACKAGE = /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+(?=[\\/])/;

/** The package directories that these module paths lie in, sorted. */
export function packagesOf(modules: readonly string[]): readonly string[] {
  return [...new Set(modules.flatMap((path) => PACKAGE.exec(path)?.[0] ?? []))].toSorted();
}

function manifestOf(directory: string): Manifest {
  const manifest = readManifest(directory);
  if (manifest === undefined || manifest.license === '') throw new Error(`${directory} names no license`);
  return manifest;
}

/** The directory in which Node finds `name` from the package in `directory`. */
function dependencyOf(directory: string, name: string): string {
  for (let at = directory; at !== dirname(at); at = dirname(at)) {
    const candidate = join(at, 'node_modules', name);
    if (readManifest(candidate) !== undefined) return candidate;
  }
  throw new Error(`${name}, which ${directory} needs, is not installed`);
}

/** These packages and all they depend on, sorted: a package may contain its own dependencies already bundled (tar does). */
export function withDependencies(directories: readonly string[]): readonly string[] {
  const found = new Set<string>();
  const queue = [...directories];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    for (const name of manifestOf(next).dependencies) queue.push(dependencyOf(next, name));
  }
  return [...found].toSorted();
}

function licenseOf(directory: string): string {
  const manifest = manifestOf(directory);
  const files = readdirSync(directory).filter((name) => /^(licen[cs]e|copying|notice)/i.test(name));
  const texts = files.toSorted().map((name) => readFileSync(join(directory, name), 'utf8').trim());
  const heading = `${manifest.name} ${manifest.version} (${manifest.license})`;
  return [heading, '='.repeat(heading.length), '', ...texts, ''].join('\n');
}

/** One text with the license of each package in the bundle, which the bundle must carry. */
export function licensesText(directories: readonly string[]): string {
  const intro =
    'gv contains the packages below. openpgp lies unbundled in node_modules, with its own license.\n';
  return [intro, ...directories.map(licenseOf)].join('\n');
}
