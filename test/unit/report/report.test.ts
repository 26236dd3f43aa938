import { describe, expect, it } from 'vitest';
import { GvError } from '../../../src/errors.ts';
import { errorJson } from '../../../src/report/events/json.ts';
import { progressLine } from '../../../src/report/events/progress.ts';
import { failureText } from '../../../src/report/failure.ts';
import { columns } from '../../../src/report/page/columns.ts';
import { printable } from '../../../src/report/page/printable.ts';
import { ageText, bytesText, durationText } from '../../../src/report/page/quantities.ts';
import { styleFor } from '../../../src/report/page/style.ts';

const plain = styleFor({ isTerminal: false, columns: 80, write: () => undefined }, {});

describe('text from elsewhere', () => {
  it.each([
    ['\u001b[2Jx', '\\u{1b}[2Jx'],
    ['a\nb\tc\r', 'a\\u{a}b\\u{9}c\\u{d}'],
    ['\u009b31m', '\\u{9b}31m'],
    ['abc\u202edef', 'abc\\u{202e}def'],
    ['Þ ✓ 日本', 'Þ ✓ 日本'],
  ])('%j prints as %j', (text, expected) => {
    expect(printable(text)).toBe(expected);
  });
});

describe('failures', () => {
  const error = new GvError('network', 'no answer from \u001b]0;x\u0007host', {
    hint: 'Check the connection.',
    cause: new Error('ECONNREFUSED'),
  });

  it('say what and what next, escape what drives a terminal, and hide the stack', () => {
    expect(failureText(error, plain, { verbose: false })).toBe(
      'gv: no answer from \\u{1b}]0;x\\u{7}host\n    Check the connection.\n',
    );
  });

  it('show what lies beneath when asked', () => {
    expect(failureText(error, plain, { verbose: true })).toMatch(/cause: ECONNREFUSED\n[^]*at /);
  });

  it('have a stable form in JSON', () => {
    expect(JSON.parse(errorJson(error))).toEqual({
      schema: 1,
      error: { code: 'network', message: error.message, hint: 'Check the connection.', exit: 4 },
    });
  });
});

describe('quantities', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [999_999, '1.0 MB'],
    [78_693_175, '78.7 MB'],
  ])('%i bytes', (bytes, expected) => {
    expect(bytesText(bytes)).toBe(expected);
  });

  it('durations and ages', () => {
    expect([durationText(400), durationText(125_000)]).toEqual(['0.4 s', '2 min 5 s']);
    expect([ageText(59_000), ageText(61_000), ageText(86_400_000 * 3)]).toEqual([
      'less than a minute',
      '1 minute',
      '3 days',
    ]);
  });

  it('columns line up without trailing blanks', () => {
    expect(
      columns([
        ['a', 'bb', ''],
        ['ccc', 'd', 'e'],
      ]),
    ).toBe('a    bb\nccc  d   e\n');
  });
});

describe('progress', () => {
  const event = (bytes: number) => ({ type: 'download', file: 'x.tar.gz', bytes, total: 1000 }) as const;

  function drive(isTerminal: boolean, columns = 60): { readonly text: string } {
    let [text, time] = ['', 10_000];
    const output = { isTerminal, columns, write: (part: string) => (text += part) && undefined };
    const line = progressLine(output, () => new Date(time));
    for (const bytes of [0, 250, 500]) {
      line.show(event(bytes));
      time += 3_000;
    }
    line.clear();
    return { text };
  }

  it('redraws one line on a terminal, within its width, and takes it away', () => {
    const { text } = drive(true);
    expect(text).toContain('[####....] x.tar.gz  500 B of 1.0 kB  83 B/s, 6.0 s left\r');
    expect(text.endsWith('\r\u001b[2K')).toBe(true);
    for (const frame of text.split('\r\u001b[2K')) expect(frame.length).toBeLessThan(60);
  });

  it.each([
    [100, '[############............] x.tar.gz  500 B'],
    [57, '[####....] x.tar.gz  500 B'],
    [50, 'x.tar.gz  500 B'],
    [40, '500 B'],
  ])('keeps the figures whole in %d columns', (columns, start) => {
    expect(drive(true, columns).text).toContain(`\u001b[2K${start} of 1.0 kB  83 B/s, 6.0 s left\r`);
  });

  it('cuts a long name before the figures', () => {
    let text = '';
    const output = { isTerminal: true, columns: 80, write: (part: string) => void (text += part) };
    const [file, total] = ['go1.24.12.linux-amd64.tar.gz', 78_700_000];
    const line = progressLine(output, () => new Date(10_000));
    line.show({ type: 'download', file, bytes: total / 2, total });
    expect(text).toBe(
      '\r\u001b[2K[############............] go1.24.12.linux-amd64.tar.gz  39.4 MB of 78.7 MB',
    );
    output.columns = 60;
    text = '';
    line.show({ type: 'download', file: `${file}x`, bytes: total / 2, total });
    expect(text).toBe('\r\u001b[2K[####....] go1.24.12.linux-amd64.tar...  39.4 MB of 78.7 MB');
  });

  it('says on a terminal, and only there, which server is slow', () => {
    for (const isTerminal of [true, false]) {
      let text = '';
      const output = { isTerminal, columns: 80, write: (part: string) => void (text += part) };
      const line = progressLine(output, () => new Date(0));
      line.ask('go.dev');
      line.clear();
      expect(text).toBe(isTerminal ? '\r\u001b[2Kasking go.dev ...\r\u001b[2K' : '');
    }
  });

  it('writes a plain line now and then elsewhere', () => {
    expect(drive(false).text).toBe('x.tar.gz  500 B of 1.0 kB  83 B/s, 6.0 s left\n');
  });
});

describe('colours', () => {
  const terminal = { isTerminal: true, columns: 80, write: () => undefined };
  it.each([
    [{}, true, '\u001b[31mx\u001b[39m'],
    [{ NO_COLOR: '1' }, true, 'x'],
    [{ TERM: 'dumb' }, true, 'x'],
    [{}, false, 'x'],
  ])('environment %j, wanted %s', (env, wanted, expected) => {
    expect(styleFor(terminal, env, { color: wanted }).red('x')).toBe(expected);
  });
});
