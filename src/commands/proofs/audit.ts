import { levelOf } from '../../core/choice/finding.ts';
import { auditCounts, type Audit, type AuditedTree } from '../../core/foreign/audit.ts';
import { GvError, hasCode } from '../../errors.ts';
import { audit } from '../../jobs/audit/audit.ts';
import { auditText, summaryText } from '../../report/audit/audit-text.ts';
import type { Run } from '../../world.ts';
import type { Input } from '../parts/spec.ts';
import { auditFailure } from './audit-failure.ts';

export async function run(run: Run, input: Input): Promise<number> {
  const { args, options, report } = input;
  if (args.length > 0) throw usage(`gv audit takes no words: ${args[0] ?? ''}`, 'gv audit --path DIR');
  const format = options.text('format');
  if (format !== undefined && format !== 'sarif')
    throw usage(`gv audit has no format ${format}`, 'gv audit --format sarif');
  if (format !== undefined && (report.json || options.flag('summary')))
    throw usage('--format goes neither with --json nor with --summary', 'gv audit --format sarif');
  const result = await audit(run, options.texts('path'));
  const isText = !report.json && !options.flag('summary') && format === undefined;
  const failure = auditFailure(result, { saysCures: isText });
  const data = options.flag('summary') ? { summary: auditCounts(result) } : dataOf(result);
  report.result('audit', data, await textOf(run, input, { result, failure }));
  if (failure !== undefined) throw failure;
  return result.findings.some((finding) => levelOf(finding) !== 'note') ? 1 : 0;
}

function usage(message: string, hint: string): GvError {
  return new GvError('usage', message, { hint });
}

interface Outcome {
  readonly result: Audit;
  readonly failure: GvError | undefined;
}

async function textOf(
  { env }: Run,
  { options, report }: Input,
  { result, failure }: Outcome,
): Promise<string> {
  if (options.flag('summary')) return summaryText(result);
  if (options.text('format') === undefined) return auditText(result, report.page);
  const { sarifReport } = await import('../../report/annotations/sarif.ts');
  // Differing trees are results; an audit that could not look is no clean one.
  const fault = hasCode(failure, 'no-go-found', 'permission', 'disk') ? failure.message : undefined;
  return sarifReport(result.findings, { checkout: env['GITHUB_WORKSPACE'], fault });
}

function dataOf(result: Audit): object {
  const { trees, findings, unreadable, cut, nameless, roots, empty } = result;
  return {
    roots,
    empty,
    trees: trees.map(treeData),
    findings: findings.map((finding) => ({ ...finding, level: levelOf(finding) })),
    unreadable,
    cut,
    nameless,
    summary: auditCounts(result),
  };
}

function treeData(tree: AuditedTree): object {
  const { identity, by, path, names, state, support, newest, advisories } = tree;
  const isKnown = identity.kind === 'release';
  return {
    version: isKnown ? identity.version.label : null,
    platform: isKnown ? `${identity.platform.os}/${identity.platform.arch}` : null,
    by,
    path,
    names,
    state: state.kind,
    why: state.kind === 'proven' ? null : state.why,
    files: state.kind === 'differs' ? state.files : [],
    support,
    newest,
    advisories: advisories.map(({ id }) => id),
  };
}
