import { trimBlanks } from '../text/blanks.ts';
import { compareText, parseVersion, type Version } from '../version.ts';

/** A `go` or `toolchain` line as the go command reads it before it knows the module grammar. */
export interface FloorLine {
  /** Without `go` in front; a suffix such as `-custom` is kept in `suffix`. */
  readonly version: string;
  readonly suffix: string;
  /** Counted from 1. */
  readonly line: number;
}

/** The versions that a go.mod or go.work asks for at least. */
export interface Floor {
  readonly go: FloorLine | undefined;
  /** `default` means: stay with the local toolchain. */
  readonly toolchain: FloorLine | 'default' | undefined;
}

const VALID = /^[0-9]+(?:\.[0-9]+){0,2}(?:[a-z]+[0-9]+)?$/;

/**
 * Reads the lines that decide a toolchain as upstream does at start-up (cmd/go/internal/toolchain: the first line that
 * begins with the keyword and a blank; `//` comments cut; no quoting, no factored form).
 */
export function parseFloor(text: string): Floor {
  const { go, toolchain } = moduleLines(text);
  return {
    go: lineFor(go),
    toolchain:
      toolchain?.text === 'default' || toolchain?.text === 'local'
        ? 'default'
        : lineFor(toolchain && { ...toolchain, text: toolchain.text.replace(/^go/, '') }),
  };
}

/** The higher of the two lines, or undefined when the file asks for nothing. A toolchain line with a suffix names no official release and is passed over. */
export function floorOf(floor: Floor): FloorLine | undefined {
  const { go, toolchain } = floor;
  if (toolchain === undefined || toolchain === 'default' || toolchain.suffix !== '') return go;
  return go !== undefined && compareText(go.version, toolchain.version) >= 0 ? go : toolchain;
}

/** The release a floor names, or undefined when it is a language version (`1.22`), which means the newest patch of its line. */
export function floorRelease(line: FloorLine): Version | undefined {
  return /^[0-9]+\.[0-9]+$/.test(line.version) ? undefined : parseVersion(line.version);
}

/** A line's text behind its keyword, unchanged; the text may be malformed. */
export interface ModuleLine {
  readonly text: string;
  /** Counted from 1. */
  readonly line: number;
}

/** The lines that decide a toolchain, unchecked. */
export interface ModuleLines {
  readonly go: ModuleLine | undefined;
  readonly toolchain: ModuleLine | undefined;
}

export function moduleLines(text: string): ModuleLines {
  const lines = text.split('\n');
  return { go: firstLine(lines, 'go'), toolchain: firstLine(lines, 'toolchain') };
}

/** Go writes `toolchain` directly below `go`; the lists of a file stand below both. */
const LIST = /\($|^(?:require|replace|exclude|retract|use|tool|ignore)/;
const SHIM_CHARACTERS = 65_536;
const SHIM_LINES = 4_000;

/**
 * The lines that gv's shims see (shims/posix/floor.sh): dash pays for each byte, so the shims stop at the first list below
 * the go line, and read a file without a go line to 64 KiB.
 */
export function shimLines(text: string): ModuleLines {
  const lines = text.slice(0, SHIM_CHARACTERS).split('\n', SHIM_LINES);
  const go = firstLine(lines, 'go');
  const end =
    go === undefined ? lines.length : lines.findIndex((line, index) => index >= go.line && isList(line));
  return { go, toolchain: firstLine(end < 0 ? lines : lines.slice(0, end), 'toolchain') };
}

function isList(line: string): boolean {
  const trimmed = trimBlanks(line);
  return !/^\/\/|^(?:go|toolchain)[ \t]/.test(trimmed) && LIST.test(trimmed);
}

/** Upstream's gover.GoModLookup: the first line that begins with the keyword counts, even when nothing follows. */
function firstLine(lines: readonly string[], keyword: string): ModuleLine | undefined {
  for (const [index, line] of lines.entries()) {
    const trimmed = trimBlanks(line);
    if (!trimmed.startsWith(keyword) || !/^[ \t]/.test(trimmed.slice(keyword.length))) continue;
    const [value = ''] = trimmed.slice(keyword.length).split('//');
    return { text: trimBlanks(value), line: index + 1 };
  }
  return undefined;
}

function lineFor(found: ModuleLine | undefined): FloorLine | undefined {
  if (found === undefined) return undefined;
  const cut = found.text.search(/[ \t-]/);
  const version = cut < 0 ? found.text : found.text.slice(0, cut);
  if (!VALID.test(version)) return undefined;
  return { version, suffix: cut < 0 ? '' : found.text.slice(cut), line: found.line };
}
