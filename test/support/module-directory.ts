import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipBytes } from './zip-bytes.ts';

/** A version of a module, to be served. */
export interface PublishedModule {
  readonly path: string;
  readonly version: string;
  readonly files: Readonly<Record<string, string>>;
  /** The lines of its go.mod below the module line; `go 1.21` without. */
  readonly mod?: string;
  /** Comment lines above the module line. */
  readonly head?: string;
  /** False for a tree without a go.mod. */
  readonly hasMod?: boolean;
}

/** Lays modules out as a module proxy does, for `GOPROXY=file://FOLDER`: capitals escaped, one list for all versions of a path. */
export function publishModules(folder: string, modules: readonly PublishedModule[]): void {
  const escaped = (text: string): string => text.replace(/[A-Z]/g, (letter) => `!${letter.toLowerCase()}`);
  for (const [path, versions] of Map.groupBy(modules, (module) => module.path)) {
    const at = join(folder, escaped(path), '@v');
    mkdirSync(at, { recursive: true });
    // A version with a commit in it, or without a go.mod, is found by its name alone.
    const listed = versions.map(({ version }) => version).filter((version) => !/\d{14}-|\+/.test(version));
    writeFileSync(join(at, 'list'), listed.map((version) => `${version}\n`).join(''));
    for (const { version, files, head = '', mod = 'go 1.21\n', hasMod = true } of versions) {
      const text = hasMod ? `${head}module ${path}\n\n${mod}` : `module ${path}\n`;
      const entries = Object.entries(hasMod ? { 'go.mod': text, ...files } : files);
      const time = /(\d{4})(\d\d)(\d\d)\d{6}-/.exec(version)?.slice(1, 4).join('-') ?? '2026-01-01';
      const base = join(at, escaped(version));
      writeFileSync(`${base}.info`, JSON.stringify({ Version: version, Time: `${time}T00:00:00Z` }));
      writeFileSync(`${base}.mod`, text);
      const zip = zipBytes(entries.map(([name, body]) => ({ name: `${path}@${version}/${name}`, body })));
      writeFileSync(`${base}.zip`, zip);
    }
  }
}
