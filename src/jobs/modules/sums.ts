import { dirname, join } from 'node:path';
import type { Finding } from '../../core/choice/finding.ts';
import { matchesPrefixPatterns } from '../../core/go/module-patterns.ts';
import type { ModulesReport } from '../../core/modules/report.ts';
import {
  compareSums,
  lineName,
  parseSums,
  type SumDifference,
  type SumLine,
  type SumVerdict,
} from '../../core/modules/sums.ts';
import { shellWord } from '../../core/shells/quote.ts';
import { cachedHash, databaseHash, recordOf } from '../../io/modules/cached-sums.ts';
import { readSumText } from '../../io/modules/sum-file.ts';
import { valueOf } from '../environment/subject.ts';
import { inDirectory, type ModulesContext } from './context.ts';
import { refusalsOf } from './tidy.ts';

/** A go.sum, or go.work.sum, beside the module cache. */
export interface ReadSums extends SumVerdict {
  readonly file: string;
  readonly lines: readonly SumLine[];
  readonly malformed: readonly { readonly line: number; readonly text: string }[];
  /** The reason why go cannot read the file; undefined where it can. */
  readonly unreadable?: string;
  /** Bytes of a file that is too large for gv to read. */
  readonly tooLarge?: number;
}

/** Reads a go.sum and compares it with the module cache. A missing file has no lines. */
export function readSums(file: string, cache: string): ReadSums {
  const found = readSumText(file);
  const nothing = { file, lines: [], malformed: [], differs: [], notInCache: 0 };
  switch (found.kind) {
    case 'absent':
      return nothing;
    case 'unreadable':
      return { ...nothing, unreadable: found.why };
    case 'too-large':
      return { ...nothing, tooLarge: found.bytes };
    case 'text': {
      const { lines, malformed } = parseSums(found.text);
      const verdict = compareSums(lines, (line) => (cache === '' ? undefined : cachedHash(cache, line)));
      return { file, lines, malformed, ...verdict };
    }
  }
}

/** The same for the report. */
export function sumReport(sums: readonly ReadSums[]): ModulesReport['sum'] {
  return {
    lines: sums.reduce((sum, { lines }) => sum + lines.length, 0),
    notInCache: sums.reduce((sum, { notInCache }) => sum + notInCache, 0),
    differs: sums.flatMap(({ file, differs }) =>
      differs.map(({ line, hash, cached, ...name }) => {
        return { file, line, name: lineName(name), inSum: hash, inCache: cached };
      }),
    ),
  };
}

/** Lines of one file that are told one by one. */
const MOST_LINES = 50;

/** Findings about a go.sum that go cannot read, and about lines that name other bytes than the module cache has. */
export function sumFindings(context: ModulesContext, sums: readonly ReadSums[]): readonly Finding[] {
  return sums.flatMap((each) => [
    ...unreadable(context, each),
    ...malformed(each.file, each.malformed.length > 0 ? each.malformed : saidOf(context, each)),
    ...each.differs.slice(0, MOST_LINES).map((line) => differing(context, each.file, line)),
  ]);
}

function unreadable(context: ModulesContext, { file, unreadable: why }: ReadSums): readonly Finding[] {
  if (why === undefined) return [];
  const aside = shellWord(`${file}.aside`);
  const typed = inDirectory(context, dirname(file), `mv ${shellWord(file)} ${aside} && go mod tidy`);
  return [
    {
      code: 'unreadable',
      text: `${why}: go fails for it, or waits for ever`,
      cure: typed,
      undo: `mv ${aside} ${shellWord(file)}`,
      at: { file },
    },
  ];
}

/** Lines of which go says so, in a file that gv did not read. */
function saidOf(context: ModulesContext, { file, tooLarge }: ReadSums): ReadSums['malformed'] {
  if (tooLarge === undefined) return [];
  return refusalsOf(context).flatMap((each) => {
    return each.kind === 'malformed' && each.file === file ? [{ line: each.line, text: '' }] : [];
  });
}

/** Marks of a merge are the usual case. `go mod tidy` reads past such lines, and leaves them where nothing else changes. */
function malformed(file: string, rows: ReadSums['malformed']): readonly Finding[] {
  const [first] = rows;
  if (first === undefined) return [];
  const isMerge = rows.some(({ text }) => /^(?:<{7} |={7}|>{7} )/.test(text));
  const more = rows.length === 1 ? '' : `, and ${rows.length - 1} more lines like this`;
  const what = isMerge ? 'holds marks of a merge' : 'has not three words';
  const [sum, odd, next] = [file, `${file}.odd`, `${file}.new`].map(shellWord);
  return [
    {
      code: 'module-file-malformed',
      text: `${file}:${first.line} ${what}${more}: go refuses every command but go mod tidy`,
      cure: `awk 'NF==3' ${sum} >${next} && mv ${sum} ${odd} && mv ${next} ${sum}`,
      undo: `mv ${odd} ${sum}`,
      at: { file, line: first.line },
      evidence: [{ what: 'malformed lines', value: rows.length, how: 'read', from: file }],
    },
  ];
}

/** The witness is the checksum database, as far as the cache remembers its answer: it tells which of the two hashes is the odd one. */
function differing(context: ModulesContext, file: string, line: SumDifference): Finding {
  const { cache } = context;
  const name = lineName(line);
  const witness = databaseHash(cache, line);
  const place = `${file}:${line.line}`;
  const sides = {
    [line.cached]: 'the module cache agrees with the checksum database, and go.sum does not',
    [line.hash]: 'go.sum agrees with the checksum database, and the module cache does not',
  };
  const says =
    witness === undefined
      ? 'which of them is right is open'
      : (sides[witness.hash] ?? 'the checksum database knows a third hash');
  return {
    code: 'sum-differs',
    text: `${place} has another hash for ${name} than the module cache: go refuses what needs it; ${says}`,
    ...wayOut(context, { file, line, right: witness?.hash }),
    at: { file, line: line.line },
    evidence: [
      { what: 'hash in go.sum', value: line.hash, how: 'read', from: place },
      {
        what: 'hash in the module cache',
        value: line.cached,
        how: 'measured',
        from: `${recordOf(cache, line) ?? cache}.${line.kind === 'zip' ? 'ziphash' : 'mod'}`,
      },
      ...(witness === undefined
        ? []
        : [
            {
              what: 'hash in the checksum database',
              value: witness.hash,
              how: 'read' as const,
              from: witness.file,
            },
          ]),
    ],
  };
}

interface Difference {
  readonly file: string;
  readonly line: SumDifference;
  /** The hash that the checksum database gave. */
  readonly right: string | undefined;
}

/** No cure overwrites go.sum with the hash of the cache unseen: go asks the checksum database for each line that it writes. */
function wayOut(context: ModulesContext, { file, line, right }: Difference): Pick<Finding, 'cure' | 'undo'> {
  const { path, version } = line;
  const download = inDirectory(context, dirname(file), `go mod download ${shellWord(`${path}@${version}`)}`);
  if (right === line.hash) {
    const base = shellWord(recordOf(context.cache, line) ?? '');
    const ending = line.kind === 'zip' ? 'ziphash' : 'mod';
    const zip = line.kind === 'zip' ? ` && mv ${base}.zip ${base}.zip.odd` : '';
    const back = line.kind === 'zip' ? ` && mv ${base}.zip.odd ${base}.zip` : '';
    return {
      cure: `mv ${base}.${ending} ${base}.${ending}.odd${zip} && ${download}`,
      undo: `mv ${base}.${ending}.odd ${base}.${ending}${back}`,
    };
  }
  const out = `take line ${line.line} out of ${file}, then: ${download}`;
  const again = `the line again in ${file}: ${lineName(line)} ${line.hash}`;
  if (right === line.cached) return { cure: out, undo: again };
  const isPrivate = matchesPrefixPatterns(privatePatterns(context), path);
  const ask = isPrivate
    ? `ask those who publish ${path} which hash is right, and git log -p ${shellWord(file)} who changed the line`
    : 'go then asks the checksum database before it writes the line';
  return { cure: isPrivate ? `${ask}; then ${out}` : `${out}; ${ask}`, undo: again };
}

function privatePatterns({ subject }: ModulesContext): string {
  return valueOf(subject, 'GONOSUMDB') || valueOf(subject, 'GOPRIVATE');
}

/** The sum files of a place: go.sum of each module, and go.work.sum. */
export function sumFilesOf({ place, answers }: Pick<ModulesContext, 'place' | 'answers'>): readonly string[] {
  const own = answers.mains.length > 0 ? answers.mains : place.here === undefined ? [] : [place.here];
  return [
    ...(place.work === undefined ? [] : [join(place.root, 'go.work.sum')]),
    ...own.map(({ sum }) => sum),
  ];
}
