import { isUtf8 } from 'node:buffer';
import { realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parsePin, pinText } from '../../core/choice/pin.ts';
import { setToolVersion, toolVersionsPin, unsetToolVersion } from '../../core/choice/tool-versions.ts';
import { isInside, type Layout } from '../../core/layout.ts';
import { namelessFailure } from '../../core/text/nameless.ts';
import { GvError, isSystemError } from '../../errors.ts';
import type { World } from '../../world.ts';
import { diskError } from '../disk/disk-error.ts';
import { entryKind, readSmall, readSmallBytes, readSmallOrNothing } from '../disk/read.ts';
import { removeFile, replaceUsersFile } from '../disk/write.ts';
import { directoryHere } from '../host/here.ts';

export const GO_VERSION = '.go-version';
export const TOOL_VERSIONS = '.tool-versions';

/** The pin of a directory, as it stands in its file. */
export interface PinFile {
  readonly file: string;
  /** Not checked: the text may be malformed. */
  readonly asked: string;
}

/**
 * The pin of a directory, looked for in the resolver's order; undefined for a directory without a pin. A file that cannot
 * be read, or is not a small text, is passed over here: the resolver reports it.
 */
export function pinIn(directory: string): PinFile | undefined {
  const goVersion = join(directory, GO_VERSION);
  const asked = pinText(readSmallOrNothing(goVersion) ?? '');
  if (asked !== undefined) return { file: goVersion, asked };
  const toolVersions = join(directory, TOOL_VERSIONS);
  const tools = toolVersionsPin(readSmallOrNothing(toolVersions) ?? '');
  return tools === undefined ? undefined : { file: toolVersions, asked: tools.asked };
}

/**
 * Writes a pin for the current directory and gives the file: `.go-version`, or `.tool-versions` where that one alone
 * pins Go here already. Fails with `bad-pin` when the file at hand is something else, `permission`, `disk`.
 */
export async function writePin(world: World, pin: string): Promise<string> {
  const directory = directoryHere(world);
  const goVersion = join(directory, GO_VERSION);
  const toolVersions = join(directory, TOOL_VERSIONS);
  const tools = entryKind(goVersion) === 'absent' ? pinnedTools(toolVersions) : undefined;
  if (tools !== undefined) {
    await writeThrough(toolVersions, bytesOf(setToolVersion(tools, pin)));
    return toolVersions;
  }
  checkReplaceable(goVersion);
  await checkForeign(world.layout, goVersion);
  await writeThrough(goVersion, Buffer.from(`${pin}\n`));
  return goVersion;
}

/** The file that `writePin` would write, and its pin now, as it may be shown; `says` is undefined when this very directory has no pin. */
export function pinHere(world: World): { readonly file: string; readonly says: string | undefined } {
  const pin = pinIn(world.cwd);
  return {
    file: pin?.file ?? join(world.cwd, GO_VERSION),
    says: pin === undefined ? undefined : shownPin(pin),
  };
}

const LONGEST_SHOWN = 24;

/** A text that stands in the place of a version, as it may be shown: one that is longer than any version may be a secret. */
export function shownText(asked: string): string {
  return asked.length <= LONGEST_SHOWN ? asked : lengthOf(asked);
}

/** Likewise the text of a file: that of a project may be a link to a file of secrets. shims/posix/message.sh does the same. */
export function shownPin({ file, asked }: PinFile): string {
  const isVersion = parsePin(asked) !== undefined && !/^[0-9]{2,}$/.test(asked);
  return isVersion || entryKind(file) === 'file' ? shownText(asked) : lengthOf(asked);
}

function lengthOf(asked: string): string {
  return `a text of ${asked.length} characters`;
}

/** Removes the pin of the current directory; gives its file, undefined without a pin. */
export async function removePin(world: World): Promise<string | undefined> {
  const directory = directoryHere(world);
  const goVersion = join(directory, GO_VERSION);
  const toolVersions = join(directory, TOOL_VERSIONS);
  if (entryKind(goVersion) !== 'absent') {
    checkReplaceable(goVersion);
    await removeFile(goVersion);
    return goVersion;
  }
  const tools = pinnedTools(toolVersions);
  if (tools === undefined) return undefined;
  await writeThrough(toolVersions, bytesOf(unsetToolVersion(tools)));
  return toolVersions;
}

/** The content of a `.tool-versions` that names a version for Go, a character for each byte: comments in any encoding stay as they are. */
function pinnedTools(path: string): string | undefined {
  if (toolVersionsPin(readSmall(path) ?? '') === undefined) return undefined;
  return Buffer.from(readSmallBytes(path) ?? []).toString('latin1');
}

function bytesOf(text: string): Buffer {
  return Buffer.from(text, 'latin1');
}

/**
 * A hostile repository may hold a `.go-version` that is a symlink to a file of the user's, say `~/.bashrc`: only a file
 * that reads as a pin is ever overwritten or removed.
 */
function checkReplaceable(path: string): void {
  const kind = entryKind(path);
  if (kind === 'absent') return;
  if (kind === 'other')
    throw new GvError('bad-pin', `${path} is not a regular file`, { hint: 'Move it out of the way.' });
  const first = pinText(readSmall(path) ?? '') ?? '';
  const isPin = first === '' || parsePin(first) !== undefined;
  if (isPin || kind === 'file') return;
  throw new GvError('bad-pin', `${path} is a link to a file that holds no Go version`, {
    hint: 'Remove the link first.',
  });
}

/** A link of a project may also lead to the global version, which reads as a pin: a choice for one directory must not change it. */
async function checkForeign({ root, user }: Layout, path: string): Promise<void> {
  if (entryKind(path) !== 'link') return;
  const target = await targetOf(path);
  const own = [root, ...(user === undefined ? [] : [dirname(user.version)])];
  const places = await Promise.all(own.map(targetOf));
  if (!places.some((place) => isInside(place, target))) return;
  throw new GvError('bad-pin', `${path} is a link to ${target}, which is gv's own`, {
    hint: 'Remove the link first; gv use -g chooses the global version.',
  });
}

/** The file that a pin's file leads to, where that is a link; undefined for a file. */
export async function linkedFile(path: string): Promise<string | undefined> {
  return entryKind(path) === 'link' ? targetOf(path) : undefined;
}

/** Writes the file a link leads to, so that the link stays a link; the file keeps its mode. */
async function writeThrough(path: string, content: Buffer): Promise<void> {
  const target = await targetOf(path);
  const before = readSmallBytes(target);
  if (before === undefined || !content.equals(before)) await replaceUsersFile(target, content);
}

/** Fails with `disk` where the file itself is a link to a name that is no UTF-8; a directory above it may be. */
async function targetOf(path: string): Promise<string> {
  try {
    const real = await realpath(path, 'buffer');
    if (isUtf8(real)) return real.toString();
    if (entryKind(path) === 'link') throw namelessFailure(real.toString());
    return path;
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return path;
    throw diskError(error, path);
  }
}
