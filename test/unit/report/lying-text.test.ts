import { describe, expect, it } from 'vitest';
import type { JobEvent } from '../../../src/core/events.ts';
import { GvError } from '../../../src/errors.ts';
import { gitlabReport } from '../../../src/report/annotations/gitlab.ts';
import { sarifReport } from '../../../src/report/annotations/sarif.ts';
import { fileLines } from '../../../src/report/environment/file-text.ts';
import { errorJson, eventJson, resultJson } from '../../../src/report/events/json.ts';
import { jsonText, printable } from '../../../src/report/page/printable.ts';
import { createReporter } from '../../../src/report/reporter.ts';
import type { Output, World } from '../../../src/world.ts';
import { HONEST_TEXT, LONE_SURROGATES, LYING, LYING_TEXT, lyingIn } from '../../support/lying-characters.ts';
import { testWorld } from '../../support/test-world.ts';

const ALL = `${LYING_TEXT}${LONE_SURROGATES}`;

describe('printable', () => {
  it.each(Object.entries({ ...LYING, 'half a pair': LONE_SURROGATES }))('shows %s', (_what, text) => {
    const shown = printable(text);
    expect(lyingIn(shown)).toEqual([]);
    // Nothing is lost.
    const back = shown.replace(/\\u\{([0-9a-f]+)\}/g, (_, hex: string) =>
      String.fromCodePoint(parseInt(hex, 16)),
    );
    expect(back).toBe(text);
  });

  it('leaves what can be seen as it is, and one variation selector behind it', () => {
    expect(printable(HONEST_TEXT)).toBe(HONEST_TEXT);
    expect(lyingIn(HONEST_TEXT)).toEqual([]);
    expect(printable('❤\ufe0f\ufe0f')).toBe('❤\ufe0f\\u{fe0f}');
    expect(printable('\ufe0fx \ufe0f')).toBe('\\u{fe0f}x \\u{fe0f}');
  });

  it('names a character beyond the first plane by its own number', () => {
    expect(printable('a\u{e0041}b')).toBe('a\\u{e0041}b');
  });
});

describe('a line of JSON', () => {
  const event: JobEvent = { type: 'notice', text: ALL };
  const error = new GvError('network', ALL, { hint: ALL });
  const lines: Readonly<Record<string, readonly [string, unknown]>> = {
    'of a result, its keys too': [
      resultJson('list', { [ALL]: [ALL] }),
      { schema: 1, command: 'list', data: { [ALL]: [ALL] } },
    ],
    'of an event': [eventJson(event), { schema: 1, event }],
    'of an error': [
      errorJson(error),
      { schema: 1, error: { code: 'network', message: ALL, hint: ALL, exit: 4 } },
    ],
  };

  it.each(Object.entries(lines))('%s says the same in characters that do nothing', (_what, [line, value]) => {
    expect(lyingIn(line)).toEqual([]);
    expect(line).not.toMatch(/[\u{fe00}-\u{fe0f}\u{e0100}-\u{e01ef}]/u);
    expect(line.indexOf('\n')).toBe(line.length - 1);
    expect(JSON.parse(line)).toEqual(value);
  });
});

/** Each alone: a text of letters alone goes another way than one that hides something. */
const NAMES = ['é', '\u{1f984}', '\u200b', '\n', HONEST_TEXT, ...Object.values(LYING), LONE_SURROGATES];

describe.each(NAMES)('JSON over several lines with %j in it', (name) => {
  const finding = { code: 'tree-changed', level: 'problem', section: 'env', cure: name } as const;
  const findings = [{ ...finding, text: `x${name}`, at: { file: `/srv/${name}/VERSION` } }];
  const path = `/srv/a${name}b`;
  const reports: Readonly<Record<string, string>> = {
    SARIF: sarifReport(findings, { checkout: undefined, fault: name }),
    GitLab: gitlabReport(findings, undefined),
    'VS Code': fileLines('vscode', { first: [path], variables: [['X', path]], home: undefined }).join('\n'),
  };

  it('keeps its line feeds and says the same', () => {
    const value = { [name]: [name] };
    expect(JSON.parse(jsonText(value, 2))).toEqual(value);
    expect(jsonText(value, 2).split('\n')).toHaveLength(5);
  });

  it.each(Object.entries(reports))('is JSON for %s, in characters that do nothing', (_format, json) => {
    expect(() => JSON.parse(json) as unknown).not.toThrow();
    expect(json.split('\n').length).toBeGreaterThan(4);
    expect(lyingIn(json)).toEqual([]);
  });
});

interface Said {
  readonly world: World;
  readonly stdout: () => string;
  readonly stderr: () => string;
}

/** Runs some work in a world whose outputs are kept. */
async function reported(isTerminal: boolean, work: (said: Said) => void): Promise<void> {
  await using base = await testWorld({ env: { LC_ALL: 'C.UTF-8' } });
  const texts = { stdout: '', stderr: '' };
  const output = (name: keyof typeof texts): Output => ({
    isTerminal,
    columns: 80,
    write: (text) => {
      texts[name] += text;
    },
  });
  const world = { ...base, stdout: output('stdout'), stderr: output('stderr') };
  work({ world, stdout: () => texts.stdout, stderr: () => texts.stderr });
}

const HUMAN = { json: false, quiet: false, color: true, verbose: true };

describe('the reporter', () => {
  it('lets nothing through to a terminal but line feeds and colours, even where a command forgot', () =>
    reported(true, ({ world, stdout, stderr }) => {
      const report = createReporter(world, HUMAN);
      report.result('x', {}, `${report.page.style.bold('bold')} ${ALL}\nsecond\n`);
      expect(stdout()).toContain('\u001b[1mbold\u001b[22m ');
      expect(lyingIn(stdout().replaceAll(/\u001b\[\d+m/g, ''))).toEqual([]);
      expect(stdout().match(/\n/g)).toHaveLength(2);
      report.event({ type: 'download', file: `x${ALL}`, bytes: 1, total: 2 });
      expect(stderr()).toContain('x\\u{1}');
      report.event({ type: 'warning', text: ALL });
      report.event({ type: 'waiting', release: '1.22.5', holder: ALL });
      report.failure(new GvError('network', ALL, { hint: ALL, cause: new Error(ALL) }));
      expect(lyingIn(stderr().replaceAll(/\u001b\[\d+m|\r\u001b\[2K/g, ''))).toEqual([]);
    }));

  it('gives a program the text of a result as it is', () =>
    reported(false, ({ world, stdout }) => {
      createReporter(world, HUMAN).result('where', {}, `${LYING_TEXT}\n`);
      expect(stdout()).toBe(`${LYING_TEXT}\n`);
    }));
});
