import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The fields of a package.json that the scripts read. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  /** Names of the packages needed at run time, sorted. */
  readonly dependencies: readonly string[];
}

function textAt(fields: Readonly<Record<string, unknown>>, key: string): string {
  const value = fields[key];
  return typeof value === 'string' ? value : '';
}

function namesAt(fields: Readonly<Record<string, unknown>>, key: string): readonly string[] {
  const value = fields[key];
  return typeof value === 'object' && value !== null ? Object.keys(value).toSorted() : [];
}

/** Reads the package.json in `directory`; undefined where there is none. A field that is not a text reads as ''. */
export function readManifest(directory: string): Manifest | undefined {
  let text: string;
  try {
    text = readFileSync(join(directory, 'package.json'), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  const parsed: unknown = JSON.parse(text);
  if (typeof parsed !== 'object' || parsed === null) return undefined;
  const fields = Object.fromEntries(Object.entries(parsed));
  return {
    name: textAt(fields, 'name'),
    version: textAt(fields, 'version'),
    license: textAt(fields, 'license'),
    dependencies: namesAt(fields, 'dependencies'),
  };
}
