import { levelOf } from '../../core/choice/finding.ts';
import { auditCounts, type Audit, type AuditedTree } from '../../core/foreign/audit.ts';
import { GvError } from '../../errors.ts';
import { audit } from '../../jobs/audit/audit.ts';
import { auditText, summaryText } from '../../report/audit/audit-text.ts';
import type { Run } from '../../world.ts';
import type { Input } from '../parts/spec.ts';

export async function run(run: Run, input: Input): Promise<number> {
  const { args, options, report } = input;
  if (args.length > 0) throw usage(`gv audit takes no words: ${args[0] ?? ''}`, 'gv audit --path DIR');
  const format = options.text('format');
  if (format !== undefined && format !== 'sarif')
    throw usage(`gv audit has no format ${format}`, 'gv audit --format sarif');
  if (format !== undefined && (report.json || options.flag('summary')))
    throw usage('--format goes neither with --json nor with --summary', 'gv audit --format sarif');
  const result = await audit(run, options.texts('path'));
  report.result('audit', dataOf(result), await textOf(run, input, result));
  const changed = result.trees.filter(({ state }) => state.kind === 'differs');
  if (changed.length > 0) {
    const paths = changed.map(({ path }) => path).join(', ');
    throw new GvError('tree-changed', `not as released: ${paths}`, {
      hint: 'gv install fetches proven toolchains; remove the changed ones.',
    });
  }
  return result.findings.some((finding) => levelOf(finding) !== 'note') ? 1 : 0;
}

function usage(message: string, hint: string): GvError {
  return new GvError('usage', message, { hint });
}

async function textOf({ env }: Run, { options, report }: Input, result: Audit): Promise<string> {
  if (options.flag('summary')) return summaryText(result);
  if (options.text('format') === undefined) return auditText(result, report.page);
  const { sarifReport } = await import('../../report/annotations/sarif.ts');
  return sarifReport(result.findings, env['GITHUB_WORKSPACE']);
}

function dataOf(result: Audit): object {
  const { trees, findings, unreadable, roots } = result;
  return {
    roots,
    trees: trees.map(treeData),
    findings: findings.map((finding) => ({ ...finding, level: levelOf(finding) })),
    unreadable,
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
