import { renderToString } from 'ink';
import { describe, expect, it } from 'vitest';
import type { ReceiptProof } from '../../src/core/proof.ts';
import type { Receipt } from '../../src/core/toolchain/receipt.ts';
import { checkedFact, receiptFacts, userFacts } from '../../src/tui/run/facts.ts';
import type { Action } from '../../src/tui/state/action.ts';
import { initialState, type State } from '../../src/tui/state/state.ts';
import { App } from '../../src/tui/views/app.tsx';
import { themeFor } from '../../src/tui/views/theme.ts';
import { LYING, lyingIn } from '../support/lying-characters.ts';
import { after, HERE, keys, readyState } from '../support/screen-state.ts';

const UNICODE = themeFor({ LANG: 'C.UTF-8', NO_COLOR: '1' });
const ASCII = themeFor({ LANG: 'C', NO_COLOR: '1' });

/** The screen as text, without colours and blanks at the ends of rows. */
function frame(state: State, theme = UNICODE): string {
  const text = renderToString(<App state={state} theme={theme} />, { columns: state.size.columns });
  // eslint-disable-next-line no-control-regex
  const plain = text.replaceAll(/\u001b\[[0-9;]*m/g, '');
  return plain
    .split('\n')
    .map((line) => `${line.trimEnd()}\n`)
    .join('');
}

const SIZES = [
  [40, 20],
  [80, 24],
  [200, 50],
] as const;

const RECEIPT: Receipt = {
  schema: 1,
  release: '1.27.2',
  platform: 'linux/amd64',
  archive: 'go1.27.2.linux-amd64.tar.gz',
  source: 'https://go.dev/dl/go1.27.2.linux-amd64.tar.gz',
  sha256: '0123456789abcdef'.repeat(4),
  size: 78_700_000,
  proofs: [
    { kind: 'digest', from: 'index' },
    {
      kind: 'signature',
      primary: 'EB4C1BFD4F042F6DDDCCEC917721F63BD38B4796',
      subkey: '0123456789ABCDEF0123456789ABCDEF01234567',
      created: '2026-10-07T16:00:00Z',
      keys: 'embedded',
    },
  ],
  unproven: false,
  missing: [],
  installed: '2026-11-01T09:00:00Z',
};

const detail: Action = {
  type: 'detail',
  label: '1.27.2',
  detail: {
    isWhole: true,
    facts: [...receiptFacts(RECEIPT), checkedFact(undefined), ...userFacts(['/home/gopher/app/.go-version'])],
  },
};

const working: readonly Action[] = [
  ...keys('right', 'k', 'i', 'j', 'j', 'i', 'tab'),
  { type: 'started', id: 1 },
  {
    type: 'event',
    id: 1,
    now: 0,
    event: { type: 'download', file: 'go1.27.3.linux-amd64.tar.gz', bytes: 0, total: 80_000_000 },
  },
  {
    type: 'event',
    id: 1,
    now: 2000,
    event: { type: 'download', file: 'go1.27.3.linux-amd64.tar.gz', bytes: 60_000_000, total: 80_000_000 },
  },
];

const proof = (is: ReceiptProof): Action => {
  return { type: 'event', id: 1, now: 2500, event: { type: 'proof', release: '1.27.3', proof: is } };
};

/** The first proof is there, then the second while the archive is unpacked. */
const proving: readonly Action[] = [...working, ...RECEIPT.proofs.slice(0, 1).map(proof)];
const proven: readonly Action[] = [
  ...working,
  ...RECEIPT.proofs.map(proof),
  {
    type: 'event',
    id: 1,
    now: 2600,
    event: { type: 'proven', release: '1.27.3', proofs: RECEIPT.proofs },
  },
  {
    type: 'event',
    id: 1,
    now: 3000,
    event: { type: 'unpack', release: '1.27.3', bytes: 100_000_000, total: 240_000_000 },
  },
];

const checked: readonly Action[] = [
  ...keys('right', 'v'),
  detail,
  { type: 'weighed', label: '1.27.2', bytes: 254_000_000 },
  { type: 'started', id: 1 },
  { type: 'result', id: 1, line: 'go 1.27.2 (/home/gopher/.gv/versions/1.27.2): as installed, 15738 files' },
  { type: 'finished', id: 1 },
  detail,
  { type: 'weighed', label: '1.27.2', bytes: 254_000_000 },
];

const failed: readonly Action[] = [
  ...working,
  {
    type: 'failed',
    id: 1,
    failure: {
      message: 'the signature of go1.27.3.linux-amd64.tar.gz is wrong',
      hint: 'Do not use that server.',
    },
  },
];

const STATES: Readonly<Record<string, readonly Action[]>> = {
  ready: [],
  releases: [...keys('right'), detail],
  actions: [...keys('right', 'enter'), detail],
  checked,
  uninstall: keys('right', 'd'),
  filter: keys('/', '2', '6'),
  nothing: keys('/', '9', '9'),
  help: keys('?'),
  working,
  proving,
  proven,
  failed,
};

describe.each(SIZES)('at %d columns and %d rows the screen', (columns, rows) => {
  it.each(Object.keys(STATES))('shows %s', async (name) => {
    const { state } = after(readyState(columns, rows), ...(STATES[name] ?? []));
    const text = frame(state);
    expect(text.split('\n')).toHaveLength(rows + 1);
    await expect(text).toMatchFileSnapshot(`frames/${columns}x${rows}-${name}.txt`);
  });
});

describe('the screen', () => {
  it.each([
    [20, 5],
    [10, 3],
    [80, 9],
    [300, 12],
  ])('fits into %d columns and %d rows, whatever is open', (columns, rows) => {
    for (const actions of Object.values(STATES)) {
      const lines = frame(after(readyState(columns, rows), ...actions).state).split('\n');
      expect(lines).toHaveLength(rows + 1);
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(columns);
    }
  });

  it('is plain ASCII where the locale is not UTF-8, but for the mark where ink cuts a row', () => {
    for (const actions of Object.values(STATES)) {
      expect(frame(after(readyState(), ...actions).state, ASCII)).toMatch(/^[\n -~…]*$/);
    }
  });

  it('says that there is nothing, and what to do, before anything is known', () => {
    const empty = after(initialState({ columns: 80, rows: 24 }), {
      type: 'loaded',
      note: 'cannot reach go.dev',
    });
    expect(frame(empty.state)).toContain('no server answered (r asks again)');
  });

  it.each(Object.entries(LYING))('shows, wherever text comes from elsewhere: %s', (_what, lying) => {
    const text = `x${lying}y`;
    const facts = [{ name: 'path', text }];
    const hostile: readonly Action[] = [
      { type: 'here', here: { ...HERE, text, pinFile: text, pinSays: text } },
      { type: 'detail', label: '1.27.2', detail: { isWhole: true, facts } },
    ];
    const running: readonly Action[] = [
      ...hostile,
      ...keys('right', 'v'),
      { type: 'started', id: 1 },
      { type: 'event', id: 1, now: 0, event: { type: 'notice', text } },
      { type: 'event', id: 1, now: 0, event: { type: 'waiting', release: text, holder: text } },
      { type: 'result', id: 1, line: text },
    ];
    for (const actions of [
      [...hostile, { type: 'loaded', note: text } as const],
      [...hostile, { type: 'said', text } as const],
      [...hostile, ...keys('right', 'enter')],
      [...hostile, ...keys('right', 'u')],
      running,
      [...running, { type: 'failed', id: 1, failure: { message: text, hint: text } } as const],
    ] satisfies readonly (readonly Action[])[]) {
      const { state } = after(readyState(200, 50), ...actions);
      for (const drawn of [
        frame(state),
        frame({ ...state, overlay: { kind: 'filter' }, show: { ...state.show, text } }),
      ]) {
        expect(lyingIn(drawn)).toEqual([]);
        expect(drawn).toContain('\\u{');
      }
    }
  });

  it('shows control characters of data as text', () => {
    const { state } = after(readyState(), ...keys('right', 'enter'), {
      type: 'detail',
      label: '1.27.2',
      detail: { isWhole: true, facts: [{ name: 'path', text: '\u001b]0;owned\u0007' }] },
    });
    expect(frame(state)).toContain('path      \\u{1b}]0;owned\\u{7}');
  });
});
