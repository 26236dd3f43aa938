import { platformText, type Platform } from '../core/platform.ts';
import type { Version } from '../core/version.ts';
import { GvError } from '../errors.ts';

/** The content of a release's VERSION file. */
export interface VersionFile {
  /** Without `go`: `1.27.0`. */
  readonly name: string;
  /** When the release was built; releases before 1.21 do not say it. */
  readonly time?: Date;
}

const NAME = /^go([0-9][0-9a-z.]{0,30})$/;
const TIME = /^time (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)$/;

/**
 * Reads VERSION as upstream's cmd/distpack writes it: `go<release>`, since 1.21 a `time` line, nothing else.
 * Fails with `content-wrong`.
 */
export function readVersionFile(text: string): VersionFile {
  const [first = '', second, ...more] = text.replace(/\n$/, '').split('\n');
  const name = NAME.exec(first)?.[1];
  const time = second === undefined ? undefined : new Date(TIME.exec(second)?.[1] ?? Number.NaN);
  if (name === undefined || more.length > 0 || Number.isNaN(Number(time ?? 0))) {
    throw new GvError('content-wrong', 'the VERSION file is not that of a Go release', {
      hint: 'gv takes official releases only, not development builds or repackaged ones.',
    });
  }
  return time === undefined ? { name } : { name, time };
}

/** The content of an archive, beside the release and platform that were asked for. */
export interface Content {
  readonly version: Version;
  /** `source`: a source archive, which has no tools. */
  readonly platform: Platform | 'source';
  readonly versionFile: VersionFile;
  /** Names of the directories under `pkg/tool`. */
  readonly toolDirectories: readonly string[];
}

/**
 * Checks that an archive holds the release and platform that were asked for. A signature binds no name: a server could
 * pass off a genuine, old release with known holes as the newest one, or the archive of another platform as this one's.
 * Fails with `content-wrong`.
 */
export function checkContent({ version, platform, versionFile, toolDirectories }: Content): void {
  if (versionFile.name !== version.name) {
    throw mismatch(`it holds go${versionFile.name}, not go${version.name}`);
  }
  if (platform === 'source' || toolDirectories.includes(`${platform.os}_${platform.arch}`)) return;
  const found = toolDirectories.map((name) => name.replace('_', '/')).join(', ');
  throw mismatch(
    `it is not for ${platformText(platform)}: ${found === '' ? 'it has no tools' : `it is for ${found}`}`,
  );
}

function mismatch(what: string): GvError {
  return new GvError('content-wrong', `the archive is not what its name says: ${what}`, {
    hint: 'Do not use this file. Its server passed another release off under this name.',
  });
}
