import { EXIT_OF, type ErrorCode } from '../../errors.ts';
import type { Platform } from '../platform.ts';
import type { LogRecord } from '../proof.ts';
import type { Version } from '../version.ts';
import type { TreeFlaw } from './tree-flaw.ts';

/** A tree whose release is known, and what was read of it. */
export interface JudgedTree {
  /** By the caller, or by the tree's VERSION file, which another account may have edited. */
  readonly version: Version;
  /** By the tree's own tools, so that a tree of another machine is judged too. */
  readonly platform: Platform;
  readonly path: string;
  /** Number of files that h1 is over. */
  readonly files: number;
  /** Top directories of the tree that h1 does not cover: some of api, doc, misc, test. */
  readonly outside: readonly string[];
}

/** A file of the release as it lies in the tree. */
export interface CoveredFile {
  /** Relative to the tree, with slashes. */
  readonly path: string;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** The list by which differing files were named. */
export type ListKind =
  /** Digests that together have the recorded h1: no other file differs. */
  | { readonly by: 'sha256' }
  /** Names, sizes and CRCs of the module zip's directory, as its server sent them: nothing proves that no other file differs. */
  | { readonly by: 'size-and-crc' }
  /** No list could be had. */
  | { readonly by: 'nothing'; readonly why: Reason };

/** Why something is not known. */
export interface Reason {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string | undefined;
}

/** The reason and what to do about it, where the two stand in one line. */
export function reasonText({ message, hint }: Reason): string {
  return hint === undefined ? message : `${message}. ${hint}`;
}

/** True where a network would have given the answer: it failed, or `--offline` forbids it. */
export function isOfNetwork({ code }: Pick<Reason, 'code'>): boolean {
  return EXIT_OF[code] === EXIT_OF.network;
}

/** The word of Go's checksum database on a tree on disk, of whatever origin. */
export type TreeJudgement =
  /** Every file that h1 covers is as released, there is none beside them, and no mode is unsound. */
  | (JudgedTree & {
      readonly kind: 'proven';
      readonly record: LogRecord;
      readonly covered: readonly CoveredFile[];
    })
  | (JudgedTree & {
      readonly kind: 'differs';
      readonly record: LogRecord;
      /** Of the tree. */
      readonly h1: string;
      /** Empty where no list of the release's files could be had. */
      readonly flaws: readonly TreeFlaw[];
      readonly naming: ListKind;
      /** All files of the release, where they are as released and only modes and things beside them are not. */
      readonly covered: readonly CoveredFile[] | undefined;
    })
  /**
   * Beside `flaws`, which may be none, no file differs by size and CRC, and h1 differs all the same: contents were changed so
   * that sizes and CRCs agree, or the server of the zip's directory lies.
   */
  | (JudgedTree & {
      readonly kind: 'contents-changed';
      readonly record: LogRecord;
      readonly h1: string;
      readonly flaws: readonly TreeFlaw[];
    })
  | {
      readonly kind: 'unknown';
      readonly path: string;
      readonly version: Version | undefined;
      readonly why: Reason;
    };
