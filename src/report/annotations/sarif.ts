import { createHash } from 'node:crypto';
import { isAbsolute } from 'node:path';
import { levelOf, type Finding, type FindingCode, type FindingLevel } from '../../core/choice/finding.ts';
import { GV_VERSION } from '../../core/own/about.ts';
import { jsonText } from '../page/printable.ts';
import { linked, sentence } from './annotated.ts';

const LEVELS: Readonly<Record<FindingLevel, 'error' | 'warning' | 'note'>> = {
  problem: 'error',
  advice: 'warning',
  note: 'note',
};

/** The rule behind each code of an audit, in a sentence. */
const RULES: Partial<Record<FindingCode, string>> = {
  'tree-changed': 'A Go toolchain differs from what the Go team released.',
  'tree-unproven': 'Nothing proves that a Go toolchain is what the Go team released.',
  'not-looked-at': 'A part of what was asked for could not be looked at.',
  'tree-misnamed': 'A Go toolchain lies under the name of another release.',
  'line-ended': 'A Go toolchain belongs to a line without security fixes.',
  'deceivable-base': 'A module proxy can deceive a Go toolchain about checksums.',
  'sumdb-off': 'A setting takes the checksum database away from the go command.',
  'insecure-set': 'A setting lets the go command fetch from servers without a proof of them.',
};

export interface SarifOptions {
  /** GITHUB_WORKSPACE. */
  readonly checkout: string | undefined;
  /** Why the audit could not look at what it was asked for; results without it would look like a clean bill. */
  readonly fault: string | undefined;
}

/** Findings in the Static Analysis Results Interchange Format 2.1.0 (OASIS, sections 3.13 to 3.30). */
export function sarifReport(findings: readonly Finding[], { checkout, fault }: SarifOptions): string {
  const codes = [...new Set(findings.map(({ code }) => code))];
  const run = {
    tool: {
      driver: {
        name: 'gv',
        semanticVersion: GV_VERSION,
        rules: codes.map((code) => ({ id: code, shortDescription: { text: RULES[code] ?? code } })),
      },
    },
    columnKind: 'utf16CodeUnits',
    invocations: [invocationOf(fault)],
    results: findings.map((finding) => resultOf(finding, { rule: codes.indexOf(finding.code), checkout })),
  };
  const log = { $schema: SCHEMA, version: '2.1.0', runs: [run] };
  return `${jsonText(log, 2)}\n`;
}

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

function invocationOf(fault: string | undefined): object {
  if (fault === undefined) return { executionSuccessful: true };
  const notification = { level: 'error', message: { text: fault } };
  return { executionSuccessful: false, toolExecutionNotifications: [notification] };
}

interface ResultContext {
  readonly rule: number;
  readonly checkout: string | undefined;
}

function resultOf(finding: Finding, { rule, checkout }: ResultContext): object {
  const { code, text, at } = finding;
  const location = {
    physicalLocation: {
      artifactLocation: { uri: uriOf(linked(at?.file ?? '', checkout)) },
      region: { startLine: at?.line ?? 1 },
    },
  };
  return {
    ruleId: code,
    ruleIndex: rule,
    level: LEVELS[levelOf(finding)],
    message: { text: sentence(finding) },
    // A variable of the environment lies in no file.
    locations: at === undefined ? [] : [location],
    partialFingerprints: { 'gv/v1': createHash('sha256').update(`${code}\n${text}`).digest('hex') },
  };
}

/** A path as a reference of RFC 3986; an absolute one with the scheme, as SARIF wants it. */
function uriOf(file: string): string {
  const encoded = file.toWellFormed().split('/').map(encodeURIComponent).join('/');
  return isAbsolute(file) ? `file://${encoded}` : encoded;
}
