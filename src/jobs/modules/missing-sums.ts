import type { Finding } from '../../core/choice/finding.ts';
import type { GoRefusal } from '../../core/modules/go-said.ts';
import { lineName, type SumLine } from '../../core/modules/sums.ts';
import { moduleOf } from '../../core/modules/versions.ts';
import { shellWord } from '../../core/shells/quote.ts';
import { filesAgain, inDirectory, listed, requiredModules, type ModulesContext } from './context.ts';
import type { ReadSums } from './sums.ts';
import { refusalsOf } from './tidy.ts';

/** A line that go.sum lacks. */
interface MissingLine extends Pick<SumLine, 'path' | 'version' | 'kind'> {
  /** The package for which go needs the module; empty for a go.mod. */
  readonly importPath: string;
}

/** So many missing modules are cured one by one. */
const FEW = 3;

/** Findings about lines that go.sum lacks, as go says. */
export function missingSumFindings(context: ModulesContext, sums: readonly ReadSums[]): readonly Finding[] {
  const missing = missingLines(context);
  const byModule = Map.groupBy(missing, ({ path, version }) => `${path}@${version}`);
  const file = sums.at(-1)?.file;
  if (file === undefined || byModule.size === 0) return [];
  const directory = context.answers.mains[0]?.directory ?? context.place.root;
  if (byModule.size > FEW) {
    return [
      {
        code: 'sum-missing',
        text: `${file} has no hash of ${listed([...byModule.keys()])}: go refuses to build what needs them`,
        cure: inDirectory(context, directory, 'go mod tidy'),
        undo: filesAgain(context, directory),
        at: { file },
        evidence: [{ what: 'modules without a hash', value: byModule.size, how: 'measured', from: file }],
      },
    ];
  }
  const known = new Set(sums.flatMap(({ lines }) => lines.map((line) => lineName(line))));
  return [...byModule].map(([name, lines]): Finding => {
    const [first] = lines;
    const { path = '', version = '', importPath = '' } = first ?? {};
    const both = (['zip', 'go.mod'] as const).map((kind) => lineName({ path, version, kind }));
    const added = both.filter((each) => !known.has(each));
    const need = importPath === '' ? 'the go.mod of a requirement' : `package ${importPath}`;
    return {
      code: 'sum-missing',
      text: `${file} has no line ${listed(lines.map((line) => lineName(line)))}: go refuses to build with ${need}`,
      cure: inDirectory(context, directory, `go mod download ${shellWord(name)}`),
      undo: `take the lines ${added.join(', ')} out of ${file}`,
      at: { file },
      evidence: lines.map((line) => ({
        what: 'missing line',
        value: lineName(line),
        how: 'measured',
        from: file,
      })),
    };
  });
}

function missingLines(context: ModulesContext): readonly MissingLine[] {
  const required = requiredModules(context);
  const paths = required.map(({ path }) => path);
  const all = refusalsOf(context).flatMap((refusal): readonly MissingLine[] =>
    ofRefusal(refusal, { required, paths }),
  );
  return [...new Map(all.map((line) => [lineName(line), line])).values()];
}

interface Required {
  readonly required: readonly { readonly path: string; readonly version: string }[];
  readonly paths: readonly string[];
}

function ofRefusal(refusal: GoRefusal, { required, paths }: Required): readonly MissingLine[] {
  if (refusal.kind === 'no-mod-sum') {
    const { path, version } = refusal;
    return [{ path, version, kind: 'go.mod', importPath: '' }];
  }
  if (refusal.kind !== 'no-zip-sum') return [];
  const { importPath } = refusal;
  const path = moduleOf(importPath, paths);
  const version = required.find((each) => each.path === path)?.version;
  return path === undefined || version === undefined ? [] : [{ path, version, kind: 'zip', importPath }];
}
