import { writeFileSync } from 'node:fs';
import { EXITS } from '../src/commands/help/topics.ts';
import { EXIT_OF, type ErrorCode } from '../src/errors.ts';
import { inCheckout } from './checkout.ts';
import { ERROR_GROUPS } from './troubleshooting/error-entries.ts';
import { FINDING_GROUPS } from './troubleshooting/finding-entries.ts';
import type { FindingEntry } from './troubleshooting/finding-entry.ts';

const TOP = `<!-- Made by scripts/troubleshooting.ts; npm run troubleshooting makes it anew, and a test compares them. -->

# Troubleshooting

These commands answer most questions, and change nothing:

| question | command |
|---|---|
| Which Go runs in this directory, and why? | \`gv explain\` |
| Is this gv set up well? | \`gv doctor\`; \`--online\` asks the official hosts too, \`--fix\` mends what needs no decision |
| Is Go's environment in order? | \`gv doctor env\` ([environment/settings.md](environment/settings.md)) |
| Are the modules here in order? | \`gv doctor modules\` ([environment/modules.md](environment/modules.md)) |
| Why is Go slow on this machine? | \`gv doctor machine\` ([environment/places.md](environment/places.md), [environment/limits.md](environment/limits.md)) |
| Why are my tests slow here? | \`gv doctor test\` ([environment/tests.md](environment/tests.md)) |
| Is a toolchain as it was installed? | \`gv verify\` |

This page lists every code that gv reports. \`--json\` prints the code of an error or a finding, and \`--verbose\` adds the cause.
Codes are stable: scripts may compare them. Odd behaviour of a shell is in [shells.md](shells.md#when-something-is-odd).

## Exit codes

| exit | means |
|---|---|
`;

const EXITS_END = `
The shims \`go\` and \`gofmt\` end with 127 for every failure of gv: 1 and 2 are codes of Go. \`gv exec\` ends as its command ends.

## Errors

An error ends a command. gv prints what failed and where, then what to do next; with \`--json\` the same stands on stderr
as \`{code, message, hint, exit}\` ([json.md](json.md)).
`;

const FINDINGS_START = `
## Findings

\`gv explain\` prints warnings, \`gv doctor\` findings. Each has a code, a sentence, a cure and a level: a *problem* fails or will, *advice*
names a cost or a risk, a *note* is good to know. \`gv doctor\` ends with 1 when it has found a problem (with \`--strict\` also for advice),
else with 0, and names last what it has checked and found in order. What keeps the current directory from having a Go is a
finding too: [\`bad-pin\`](#bad-pin), [\`not-installed\`](#not-installed), [\`no-go\`](#no-go).
`;

/** docs/troubleshooting.md: every code that gv reports, each under a heading that can be linked to. */
export function troubleshootingPage(): string {
  const exits = EXITS.map(([exit, means]) => `| ${exit} | ${means} |\n`);
  const errors = ERROR_GROUPS.flatMap(({ title, intro, entries }) => [
    `\n### ${title}\n`,
    intro === '' ? '' : `\n${intro}\n`,
    ...Object.entries(entries).map(([code, { means, cure }]) =>
      entry(code, `Exit ${EXIT_OF[code as ErrorCode]}`, { means, cure }),
    ),
  ]);
  const findings = FINDING_GROUPS.flatMap(({ title, entries }) => [
    `\n### ${title}\n`,
    ...Object.entries(entries).map(([code, found]) => entry(code, reportedBy(found), found)),
  ]);
  return [TOP, ...exits, EXITS_END, ...errors, FINDINGS_START, ...findings].join('');
}

function entry(code: string, who: string, { means, cure }: Pick<FindingEntry, 'means' | 'cure'>): string {
  return `\n#### \`${code}\`\n\n${who}: ${means}.\\\n**Do:** ${cure}.\n`;
}

const NAMES: Readonly<Record<FindingEntry['by'], string>> = {
  doctor: 'gv doctor',
  explain: 'gv explain',
  'explain, doctor': 'gv explain, gv doctor',
  audit: 'gv audit',
};

function reportedBy({ by, fix }: FindingEntry): string {
  const name = NAMES[by];
  return fix === true ? `${name} (\`--fix\` mends it)` : name;
}

if (import.meta.main) writeFileSync(inCheckout('docs', 'troubleshooting.md'), troubleshootingPage());
