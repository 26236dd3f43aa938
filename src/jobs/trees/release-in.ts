import { join } from 'node:path';
import { shellWord } from '../../core/shells/quote.ts';
import { parseVersion, type Version } from '../../core/version.ts';
import { GvError } from '../../errors.ts';
import { entryKind, readSmall } from '../../io/disk/read.ts';
import { readVersionFile } from '../../trust/content.ts';

/**
 * The release of a GOROOT by its VERSION file. Fails with `content-wrong` when the file names none, or a directory with a `bin/go`
 * has no such file, and with `no-go-found` for a directory without both.
 */
export function releaseIn(path: string): Version {
  const text = readSmall(join(path, 'VERSION'));
  if (text === undefined && entryKind(join(path, 'bin', 'go')) === 'absent') {
    throw new GvError('no-go-found', `${path} is no GOROOT: it has neither VERSION nor bin/go`, {
      hint: `Name the directory that go env GOROOT prints; gv audit --path ${shellWord(path)} looks for each Go in it.`,
    });
  }
  if (text === undefined) {
    throw new GvError('content-wrong', `${path} has no VERSION file, so it is not the GOROOT of a release`, {
      hint: 'Name the directory that go env GOROOT prints.',
    });
  }
  const { name } = readVersionFile(text);
  const version = parseVersion(name);
  if (version !== undefined) return version;
  throw new GvError('content-wrong', `the VERSION file of ${path} says go${name}, which is not a release`, {
    hint: 'Only official releases can be verified.',
  });
}
