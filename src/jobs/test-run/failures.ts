import type { Finding } from '../../core/choice/finding.ts';
import { shellWord } from '../../core/shells/quote.ts';
import type { TestReport } from '../../core/test-run/report.ts';
import { counted } from '../../core/text/counted.ts';
import type { Run } from '../../world.ts';
import { modulePlace } from '../asking/place.ts';
import { subjectOf } from '../environment/subject.ts';
import type { GoTestRun } from './go-test.ts';
import type { TestRequest } from './request.ts';

const MOST_NAMED = 3;
const MOST_WORDS = 3;

/** The finding about a run that did not end well: the figures are then those of a run in which something fails. */
export function failureFindings(run: Run, request: TestRequest, measured: GoTestRun): readonly Finding[] {
  const { end, words } = measured;
  if (end.kind === 'ended' || (end.kind === 'exited' && end.code === 0)) return [];
  return [
    {
      code: 'test-run-fails',
      text: `go test fails: ${[...failedText(measured), ...words.slice(0, MOST_WORDS), ...endText(measured)].join('; ')}`,
      cure:
        hasPackages(measured) || isInModule(run, request)
          ? typed(['go', 'test', ...request.patterns, ...request.flags])
          : NO_MODULE,
    },
  ];
}

const NO_MODULE = 'change to the directory of a module, or make one here: go mod init example.com/name';

/** A pattern that go cannot make packages of is told like a package. */
function hasPackages({ stream }: GoTestRun): boolean {
  return stream.packages.some(({ package: name }) => !name.includes('...'));
}

function isInModule(run: Run, { go, installed }: TestRequest): boolean {
  return modulePlace(subjectOf(run, go, installed)) !== undefined;
}

function failedText({ stream }: GoTestRun): readonly string[] {
  const failed = stream.packages.filter(
    ({ package: name, state }) => state === 'failed' && !name.includes('...'),
  );
  if (failed.length === 0) return [];
  const names = stream.failures.length > 0 ? stream.failures : failed.map((each) => each.package);
  const more = names.length > MOST_NAMED ? ', …' : '';
  const of = counted(stream.packages.filter(({ state }) => state !== 'skipped').length, 'package');
  return [`${failed.length} of ${of} (${names.slice(0, MOST_NAMED).join(', ')}${more})`];
}

function endText({ end, words, stream }: GoTestRun): readonly string[] {
  if (end.kind === 'killed') return [`go was killed (${end.signal})`];
  if (end.kind === 'not-started') return [end.cause instanceof Error ? end.cause.message : String(end.cause)];
  return words.length === 0 && stream.packages.length === 0 ? ['go says nothing'] : [];
}

/** The finding that the time was up, with what is missing. */
export function cutShort(
  { graph, reused, compare }: TestReport,
  { compare: wanted, rounds, patterns, timeoutMs }: TestRequest,
): Finding {
  const missed = [
    ...(graph === 'whole' ? [] : ['go test had ended']),
    ...(reused === null ? ['the results that go reuses were known'] : []),
    ...(wanted.length > 0 && (compare?.rounds ?? 0) < rounds ? ['all rounds had run'] : []),
  ];
  const more = Math.ceil((timeoutMs / 1000) * 3);
  const text = `the time was up before ${missed[0] ?? 'everything had ended'}`;
  const cure = typed(['gv', 'doctor', 'test', ...patterns, '--timeout', String(Math.min(9999, more))]);
  return { code: 'cut-short', level: 'note', text, cure };
}

function typed(words: readonly string[]): string {
  return words.map(shellWord).join(' ');
}
