import type { Asking } from '../choice/askings.ts';
import { isRecord, parseJson } from '../json.ts';

/** The additions of one run of `gv import`, written before the first change, so that a run that was killed can be taken back too. */
export interface ImportRecord {
  readonly schema: 1;
  /** ISO 8601; receipts of this run are not older. */
  readonly began: string;
  readonly toolchains: readonly ImportedToolchain[];
  /** The global version that the run chose where there was none; null where it chose none. */
  readonly global: string | null;
  readonly pins: readonly ImportedPin[];
  /** Directories that the run made known projects; records of older versions have none. */
  readonly projects?: readonly string[];
  /** Pins and a global version that asked before the run for a toolchain that was not there; records of older versions have none. */
  readonly unanswered?: readonly Asking[];
}

export interface ImportedToolchain {
  /** As gv writes it: `1.22.5`. */
  readonly release: string;
  /** The tree of the other manager, as the receipt has it. */
  readonly source: string;
  /** The tree was removed after the copy, so that the toolchain here is the only one. */
  readonly moved?: boolean;
}

/** A pin that the run wrote where there was none. */
export interface ImportedPin {
  /** Absolute. */
  readonly file: string;
  readonly pin: string;
}

/** Whether the run adds anything that can be taken back. */
export function isAdding({ toolchains, global, pins, projects = [] }: ImportRecord): boolean {
  return global !== null || [toolchains, pins, projects].some((list) => list.length > 0);
}

export function importRecordText(record: ImportRecord): string {
  return `${JSON.stringify(record, undefined, 2)}\n`;
}

/** Reads such a record; undefined where the text does not follow this schema. */
export function parseImportRecord(text: string): ImportRecord | undefined {
  const value = parseJson(text);
  return isImportRecord(value) ? value : undefined;
}

function isImportRecord(value: unknown): value is ImportRecord {
  return (
    isRecord(value) &&
    value['schema'] === 1 &&
    typeof value['began'] === 'string' &&
    (value['global'] === null || typeof value['global'] === 'string') &&
    hasTexts(value['toolchains'], 'release', 'source') &&
    hasTexts(value['pins'], 'file', 'pin') &&
    isTexts(value['projects'] ?? []) &&
    hasTexts(value['unanswered'] ?? [], 'file', 'asked')
  );
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

function hasTexts(value: unknown, ...names: readonly string[]): boolean {
  return (
    Array.isArray(value) &&
    value.every((each) => isRecord(each) && names.every((name) => typeof each[name] === 'string'))
  );
}
