import { join } from 'node:path';
import { toolPlatform, type TreeIdentity } from '../../core/foreign/found-tree.ts';
import type { Platform } from '../../core/platform.ts';
import { counted } from '../../core/text/counted.ts';
import { parseVersion } from '../../core/version.ts';
import { hasCode, isDiskFailure } from '../../errors.ts';
import { readVersionFile } from '../../trust/content.ts';
import { followed } from '../disk/access.ts';
import { entryKind, namesOrNothing, readSmall } from '../disk/read.ts';

/** Parts that only a Go tree has. */
const PARTS = ['bin/go', 'pkg/tool', 'src/runtime'] as const;

/**
 * The release and platform of a directory by its VERSION file and the names of its tools; undefined for a directory that is no
 * Go tree. `here` is this machine's platform. No link leads out of the directory, and a VERSION that is no regular file is not
 * opened: in an image it may be a device.
 */
export function treeIdentity(directory: string, here: Platform): TreeIdentity | undefined {
  const place = (part: string): string | undefined => {
    const { end, nameless } = followed(part, directory);
    return end === undefined || nameless !== undefined ? undefined : join(directory, end);
  };
  const version = place('VERSION');
  const read =
    version === undefined ? 'no VERSION file: half deleted, or built from a checkout' : releaseIn(version);
  if (typeof read === 'string') {
    // Other programs have a VERSION file, too.
    const isTree = PARTS.some((part) => {
      const { end, nameless } = followed(part, directory);
      // Behind a link to a name that is no UTF-8 gv cannot look, and so not know that nothing is there.
      return end !== undefined || nameless !== undefined;
    });
    return isTree ? unknown(read) : undefined;
  }
  const tools = place('pkg/tool');
  const found = tools === undefined ? undefined : toolPlatform(namesOrNothing(tools), here);
  return found === undefined
    ? unknown(`go ${read.label} without its tools (pkg/tool)`)
    : { kind: 'release', version: read, platform: found };
}

function unknown(why: string): TreeIdentity {
  return { kind: 'unknown', why };
}

/** Characters of a VERSION file to show; the longest of a release has half of them in its first line. */
const SHOWN = 40;

/** The content of a VERSION file, in a few words. */
function saidIn(text: string): string {
  const [first = '', ...more] = text.trimEnd().split('\n');
  const shown = first.length > SHOWN ? `${first.slice(0, SHOWN)}…` : first;
  if (more.length === 0) return shown === '' ? 'nothing' : `"${shown}"`;
  return `"${shown}" and ${counted(more.length, 'more line')}`;
}

/** The release that a VERSION file names, or the reason why it names none. */
function releaseIn(path: string): NonNullable<ReturnType<typeof parseVersion>> | string {
  let text = '';
  try {
    if (entryKind(path) !== 'file') return 'VERSION is not a regular file';
    text = readSmall(path) ?? '';
    if (text.startsWith('devel')) return 'a development build';
    const { name } = readVersionFile(text);
    return parseVersion(name) ?? `VERSION says go${name}, which is no release`;
  } catch (error) {
    if (hasCode(error, 'content-wrong')) return `VERSION says ${saidIn(text)}, which is no release`;
    if (isDiskFailure(error)) return error.message;
    throw error;
  }
}
