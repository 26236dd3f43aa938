import { printable } from '../page/printable.ts';
import { sentence, type Annotated } from './annotated.ts';

export interface JunitOptions {
  /** The checks that found nothing: they pass. */
  readonly fine: readonly string[];
  /** The levels that count as failures. */
  readonly failing: readonly string[];
}

/** Findings as a JUnit report: one suite, a case for each finding and for each check that found nothing. */
export function junitReport(findings: readonly Annotated[], { fine, failing }: JunitOptions): string {
  const failures = findings.filter(({ level }) => failing.includes(level)).length;
  const cases = [
    ...fine.map((what) => `    <testcase classname="gv doctor" name="${escaped(what)}"/>\n`),
    ...findings.map((finding) => caseOf(finding, failing)),
  ];
  const counts = `tests="${cases.length}" failures="${failures}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    `<testsuites ${counts}>\n  <testsuite name="gv doctor" ${counts}>\n`,
    ...cases,
    '  </testsuite>\n</testsuites>\n',
  ].join('');
}

function caseOf(finding: Annotated, failing: readonly string[]): string {
  const { code, level, section, text, at } = finding;
  const place =
    at === undefined ? '' : ` file="${escaped(at.file)}"${at.line === undefined ? '' : ` line="${at.line}"`}`;
  const all = escaped(sentence(finding));
  const body = failing.includes(level)
    ? `<failure type="${level}" message="${escaped(text)}">${all}</failure>`
    : `<system-out>${level}: ${all}</system-out>`;
  return `    <testcase classname="gv doctor ${section}" name="${escaped(code)}"${place}>${body}</testcase>\n`;
}

/** Text between tags and in attributes (XML 1.0, 2.2 and 2.4): `printable` leaves two characters that XML forbids. */
function escaped(text: string): string {
  return printable(text)
    .replace(/[\ufffe\uffff]/g, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
