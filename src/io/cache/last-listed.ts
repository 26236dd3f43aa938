import type { Layout } from '../../core/layout.ts';
import { parseVersion, type Version } from '../../core/version.ts';
import { readSmall } from '../disk/read.ts';

/** The releases that could be installed when a server was last asked; empty before that. */
export function lastListed(layout: Layout): readonly Version[] {
  const lines = (readSmall(layout.remoteVersions) ?? '').split('\n');
  return lines.flatMap((line) => parseVersion(line) ?? []);
}
