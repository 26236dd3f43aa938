import type { Finding } from '../../core/choice/finding.ts';
import { missingMajor, refusalIn, type GoRefusal } from '../../core/modules/go-said.ts';
import { majorOf } from '../../core/modules/versions.ts';
import { filesAgain, inDirectory, listed, type ModulesContext } from './context.ts';

/** Everything that go refused: whole commands, and single packages. */
export function refusalsOf({ answers }: Pick<ModulesContext, 'answers'>): readonly GoRefusal[] {
  return [...answers.refusals, ...answers.failed.flatMap(({ error }) => refusalIn(error) ?? [])];
}

/** Lines of the difference that are shown. */
export const MOST_DIFF_LINES = 40;

/** The lines that `go mod tidy` would take away or add. */
export function diffLines({ answers }: Pick<ModulesContext, 'answers'>): readonly string[] {
  return answers.tidy.flatMap(({ diff }) =>
    (diff ?? '').split('\n').filter((line) => /^[-+](?![-+]{2} )/.test(line)),
  );
}

/** Findings about a go.mod that go cannot parse, or would write anew, and about a vendor directory that lags behind. */
export function tidyFindings(context: ModulesContext): readonly Finding[] {
  return [...malformedFiles(context), ...untidy(context), ...vendor(context)];
}

function malformedFiles(context: ModulesContext): readonly Finding[] {
  const all = refusalsOf(context).filter((each) => each.kind === 'malformed' && !each.file.endsWith('.sum'));
  const distinct = new Map(all.map((each) => [JSON.stringify(each), each]));
  return [...distinct.values()].flatMap((refusal) =>
    refusal.kind === 'malformed' ? [malformedFile(context, refusal)] : [],
  );
}

function malformedFile(
  { answers, place }: ModulesContext,
  { file: named, line, why }: Extract<GoRefusal, { readonly kind: 'malformed' }>,
): Finding {
  const file = fullPath(named, [
    ...answers.mains.map((main) => main.file),
    ...(place.work === undefined ? [] : [place.work]),
  ]);
  const text = answers.mains.find((main) => main.file === file)?.text ?? place.workText;
  const written = (text.split('\n')[line - 1] ?? '').trim();
  const major = missingMajor(why);
  const at = { file, line };
  const undo = `line ${line} of ${file} as it was: ${written.slice(0, 200)}`;
  const evidence = [
    { what: 'go says', value: why.slice(0, 200), how: 'measured', from: `${file}:${line}` },
  ] as const;
  if (major === undefined) {
    const words = `go cannot read ${file}:${line} (${why.slice(0, 200)}), and refuses every command here`;
    return { code: 'module-file-malformed', text: words, cure: `mend line ${line} of ${file}`, at, evidence };
  }
  const { path, version } = major;
  const number = majorOf(version);
  return {
    code: 'major-path-missing',
    text: `${file}:${line} asks for ${path} ${version} without /v${number} at the end of its path, and go refuses every command here`,
    cure: `line ${line} of ${file} as: ${written.replace(path, `${path}/v${number}`).slice(0, 200)}; imports get the same path`,
    undo,
    at,
    evidence,
  };
}

/** go names a file from the directory in which it was asked. */
function fullPath(named: string, files: readonly string[]): string {
  return files.find((file) => file === named || file.endsWith(`/${named}`)) ?? named;
}

function untidy(context: ModulesContext): readonly Finding[] {
  const { answers } = context;
  const diffs = answers.tidy.filter(({ diff }) => (diff ?? '') !== '');
  const refused = refusalsOf(context).filter((each) => each.kind === 'untidy');
  if (diffs.length === 0 && refused.length === 0) return [];
  const modules = diffs.length > 0 ? diffs.map(({ module }) => module) : answers.mains.slice(0, 1);
  const reasons = [...new Set(refused.map(({ why }) => why))];
  return modules.map((module): Finding => {
    const diff = answers.tidy.find((each) => each.module.file === module.file)?.diff ?? '';
    const changed = diff.split('\n').filter((line) => /^[-+](?![-+]{2} )/.test(line));
    const [first] = reasons;
    const why =
      first === undefined
        ? `${counted(changed.length)} of go.mod and go.sum would change`
        : `go refuses to build: ${listed(reasons)}`;
    return {
      code: 'untidy',
      level: first === undefined ? 'advice' : 'problem',
      text: `${module.file} is not as go mod tidy would write it; ${why}`,
      cure: inDirectory(context, module.directory, 'go mod tidy'),
      undo: filesAgain(context, module.directory),
      at: { file: module.file },
      evidence: changed.slice(0, MOST_DIFF_LINES).map((line) => {
        return { what: 'go mod tidy -diff', value: line.slice(0, 200), how: 'measured', from: module.file };
      }),
    };
  });
}

function counted(lines: number): string {
  return lines === 1 ? '1 line' : `${lines} lines`;
}

function vendor(context: ModulesContext): readonly Finding[] {
  const found = refusalsOf(context).find((each) => each.kind === 'vendor');
  if (found === undefined) return [];
  const { root, work } = context.place;
  const command = work === undefined ? 'go mod vendor' : 'go work vendor';
  return [
    {
      code: 'vendor-differs',
      text: `${root}/vendor/modules.txt differs from go.mod (${found.why.slice(0, 200)}): go refuses to build here`,
      cure: inDirectory(context, root, command),
      undo: `${inDirectory(context, root, 'git restore vendor')}, where it was committed`,
      at: { file: `${root}/vendor/modules.txt` },
    },
  ];
}
