import { isRecord } from '../../core/json.ts';
import type { FormatRow } from '../../core/shells/formats.ts';
import { parseCommentedJson } from '../../core/text/json-comments.ts';
import { blockOf, blocksIn, type BlockedText, type BlockMarks } from '../../core/text/marked-block.ts';
import { LOST, namelessFailure } from '../../core/text/nameless.ts';
import { GvError } from '../../errors.ts';
import { linkTarget, readSmall, readSmallBytes } from '../../io/disk/read.ts';
import { replaceUsersFile } from '../../io/disk/write.ts';
import { pathFrom } from '../../io/host/here.ts';
import { realPlace } from '../../io/host/search-path.ts';
import type { World } from '../../world.ts';

/** A file of another system, and the environment it is to have. */
export interface EnvironmentFile {
  /** As the user named it. */
  readonly file: string;
  readonly format: FormatRow;
  readonly lines: readonly string[];
}

/** A line that the file has and should not have, or the other way round. */
export interface LineDifference {
  readonly kind: 'only-there' | 'missing';
  readonly line: string;
}

/**
 * Puts the environment into a file, atomically, and changes no other byte of it; false when it was there. Fails with `usage` where
 * the file belongs to others and has no place for gv's lines, with `disk` for a link to nowhere, and as reading and writing do.
 */
export async function writeEnvironmentFile(world: World, request: EnvironmentFile): Promise<boolean> {
  // The file behind a link is written, so that the link stays.
  const path = realPlace(pathFrom(world, request.file));
  checkLines(request);
  const target = linkTarget(path);
  if (target?.includes(LOST) === true) throw namelessFailure(target);
  if (target !== undefined)
    throw new GvError('disk', `${request.file} is a link to ${target}, which is not there`, {
      hint: 'Make that file, or remove the link.',
      path,
    });
  const bytes = readSmallBytes(path);
  const before = bytes === undefined ? undefined : Buffer.from(bytes).toString('latin1');
  const after = newText(before ?? '', { ...request, lines: request.lines.map(bytesText) });
  if (after === before) return false;
  await replaceUsersFile(path, Buffer.from(after, 'latin1'));
  return true;
}

/** A character for each byte: the user's part of a file need not be UTF-8, and stays as it is. */
function bytesText(text: string): string {
  return Buffer.from(text).toString('latin1');
}

/** Compares a file with the environment it is to have. Nothing is written. Fails with `usage`, and as reading does. */
export function compareEnvironmentFile(world: World, request: EnvironmentFile): readonly LineDifference[] {
  checkLines(request);
  const text = readSmall(pathFrom(world, request.file)) ?? '';
  const { format, lines } = request;
  if (format.file === 'never') return missingSettings(text, lines);
  if (format.file === 'whole') return differences(linesOf(text), lines);
  const { blocks } = blocksOrFail(text, request);
  if (blocks.length > 0) return blocks.flatMap((block) => differences(block, lines));
  // A user may have pasted the lines.
  const present = linesOf(text).map((line) => line.trim());
  return differences(present, lines).filter(({ kind }) => kind === 'missing');
}

/** A value of several lines could have the end of gv's block in it. */
function checkLines({ file, lines }: EnvironmentFile): void {
  if (!lines.some((line) => line.includes('\n'))) return;
  throw new GvError('usage', `a value has a line end in it, so gv does not look for the lines in ${file}`, {
    hint: 'Without --write and --check, gv env prints the lines.',
  });
}

/** A file without comments is gv's when it sets only variables that gv env sets. */
const OWN_NAME = /^(?:GV_VERSION|GOROOT|GOCACHE|GOMODCACHE)=/;

function newText(before: string, request: EnvironmentFile): string {
  const { format, lines, file } = request;
  const marks = marksOf(format.name);
  switch (format.file) {
    case 'never':
      throw new GvError('usage', `gv writes no file in the format ${format.name}`, {
        hint: `gv env --format ${format.name} prints the lines; --check compares a file with them.`,
      });
    case 'whole': {
      const foreign = linesOf(before).find((line) => !OWN_NAME.test(line));
      if (foreign === undefined) return `${lines.join('\n')}\n`;
      throw new GvError('usage', `${file} has lines that are not gv's`, {
        hint: `gv env --format ${format.name} prints the lines; add them with >>.`,
      });
    }
    case 'placed':
    case 'top':
    case 'end': {
      const { blocks, replaced } = blocksOrFail(before, request);
      if (blocks.length > 0) return replaced(lines);
      if (format.file === 'placed') throw noPlace(request);
      const block = blockOf(marks, lines);
      if (format.file === 'top') return `${block}${before}`;
      return `${before}${before === '' || before.endsWith('\n') ? '' : '\n'}${block}`;
    }
  }
}

function noPlace({ file, format }: EnvironmentFile): GvError {
  const { begin, end } = marksOf(format.name);
  return new GvError('usage', `${file} has no place for gv's lines`, {
    hint: `Write two lines where they are to stand: "${begin}" and "${end}".`,
  });
}

function marksOf(name: string): BlockMarks {
  return { begin: `# >>> gv env --format ${name}`, end: '# <<< gv env' };
}

function blocksOrFail(text: string, { format, file }: EnvironmentFile): BlockedText {
  const { begin, end } = marksOf(format.name);
  const found = blocksIn(text, { begin, end });
  if (found !== undefined) return found;
  throw new GvError('usage', `${file} has the line "${begin}" without "${end}" below it`, {
    hint: 'Write the missing line, or remove the first one.',
  });
}

function linesOf(text: string): readonly string[] {
  return text === ''
    ? []
    : text
        .replace(/\n$/, '')
        .split('\n')
        .map((line) => line.replace(/\r$/, ''));
}

function differences(there: readonly string[], wanted: readonly string[]): readonly LineDifference[] {
  const odd = there.filter((line) => !wanted.includes(line));
  const lacking = wanted.filter((line) => !there.includes(line));
  const isMoved = odd.length + lacking.length === 0 && there.join('\n') !== wanted.join('\n');
  return isMoved ? pairs(there, wanted) : pairs(odd, lacking);
}

function pairs(odd: readonly string[], lacking: readonly string[]): readonly LineDifference[] {
  return [
    ...odd.map((line) => ({ kind: 'only-there' as const, line })),
    ...lacking.map((line) => ({ kind: 'missing' as const, line })),
  ];
}

/** The settings that an editor's file lacks, or has with another value, each as a line of JSON. */
function missingSettings(text: string, lines: readonly string[]): readonly LineDifference[] {
  const settings = asRecord(parseCommentedJson(text));
  const wanted = asRecord(parseCommentedJson(lines.join('\n')));
  return Object.entries(wanted).flatMap(([name, value]) =>
    Object.entries(asRecord(value)).flatMap(([key, one]) => {
      if (asRecord(settings[name])[key] === one) return [];
      return [
        { kind: 'missing' as const, line: `"${name}": { ${JSON.stringify(key)}: ${JSON.stringify(one)} }` },
      ];
    }),
  );
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}
