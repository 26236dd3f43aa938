import type { LogRecord } from '../core/proof.ts';
import { isModuleOfArchive } from '../core/release/module-form.ts';
import type { JudgedTree, TreeJudgement } from '../core/toolchain/judgement.ts';
import type { TreeFlaw } from '../core/toolchain/tree-flaw.ts';
import type { LogWord } from '../core/toolchain/tree-verdict.ts';
import { isInModule } from './log/module-h1.ts';

/** A judgement that the checksum database made. */
export type LogJudgement = Exclude<TreeJudgement, { readonly kind: 'unknown' }>;

/** All that is known about a tree on disk. */
export interface TreeEvidence {
  /** The judgement by the checksum database, or why there is none. */
  readonly judged: LogJudgement | { readonly kind: 'not-asked'; readonly why: string };
  /** The differences from gv's own manifest; undefined where there is none. */
  readonly own: readonly TreeFlaw[] | undefined;
  /** The h1 of the files that the manifest lists; undefined where there is none. */
  readonly listed: string | undefined;
  /** The tree came as a module zip, whose files are those of the record. */
  readonly isZip: boolean;
}

export interface JudgedEvidence {
  readonly findings: readonly TreeFlaw[];
  readonly log: LogWord;
  /** The manifest lists other files than the checksum database records, whatever lies on the disk. */
  readonly isManifestWrong: boolean;
}

/**
 * Joins manifest and checksum database: what h1 covers is judged by the database, and the rest by the manifest. A manifest is a
 * file of this machine, so that it is never believed over the database, except where the database's h1 is over another form of
 * the release than the archive that was installed.
 */
export function judgeEvidence({ judged, own, listed, isZip }: TreeEvidence): JudgedEvidence {
  const outside = own?.filter(({ path }) => !isInModule(path)) ?? [];
  switch (judged.kind) {
    case 'not-asked':
      return {
        findings: own ?? [],
        log: { state: 'not-asked', why: judged.why },
        isManifestWrong: false,
      };
    case 'proven': {
      const { record } = judged;
      const isManifestWrong = isOther(listed, record);
      return { findings: outside, log: { state: 'proven', record }, isManifestWrong };
    }
    case 'differs': {
      const { record, h1, naming, covered } = judged;
      if (own !== undefined && !isZip && !isFormShown(judged) && covered === undefined)
        return { findings: own, log: { state: 'other-form', record, h1 }, isManifestWrong: false };
      const isManifestWrong = isOther(listed, record);
      // Modes, links and things beside the files leave h1 as it is.
      if (h1 === record.h1)
        return {
          findings: [...judged.flaws, ...outside],
          log: { state: 'proven', record },
          isManifestWrong,
        };
      const isUnnamed = naming.by === 'nothing';
      const findings = isUnnamed && own !== undefined ? own : [...judged.flaws, ...outside];
      return { findings, log: { state: 'differs', record, h1, named: naming }, isManifestWrong };
    }
    case 'contents-changed': {
      const { record, h1, flaws } = judged;
      const log = { state: 'contents-changed', record, h1 } as const;
      return { findings: [...flaws, ...outside], log, isManifestWrong: isOther(listed, record) };
    }
  }
}

function isOther(listed: string | undefined, { h1 }: LogRecord): boolean {
  return listed !== undefined && listed !== h1;
}

function isFormShown({ version, platform }: JudgedTree): boolean {
  return isModuleOfArchive(version, platform);
}
