import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { believer, ENTRIES, type Given, goodLog, H1, KEY, proxyWith, ZIP } from '../../support/believer.ts';
import { mintLogKey } from '../../support/log-key.ts';
import { flipped, inLookup, inTiles } from '../../support/log-lies.ts';
import { type Lie, MODULE, recordOf, testLog, VERSION } from '../../support/log.ts';
import { everything, sampled } from '../../support/sample.ts';
import type { Sandbox } from '../../support/sandbox.ts';
import { PREFIX, zipBytes, type ZipEntry } from '../../support/zip-bytes.ts';

/** A good zip with one entry more. */
function withEntry(entry: ZipEntry): Given {
  return { zip: zipBytes([...ENTRIES, entry]) };
}

function file(path: string, more: Partial<ZipEntry> = {}): ZipEntry {
  return { name: PREFIX + path, body: 'x', ...more };
}

function withRecord(record: string, key = KEY): Given {
  return { log: testLog({ size: 300, id: 77, key, record }) };
}

const GOOD = goodLog();
const OTHER = 'v0.0.1-go1.22.4.linux-amd64';
const zip64 = Buffer.from([1, 0, 8, 0, 1, 0, 0, 0, 0, 0, 0, 0]);
/** The head of a tree that has not come as far as the record. */
const smaller: Lie = inLookup((text) => text.replace(GOOD.head(), GOOD.head(70)));
/** A larger size than was signed. */
const larger: Lie = inLookup((text) => text.replace('\n300\n', '\n301\n'));
const stranger = mintLogKey('sum.golang.org');

const PAGE = '<!doctype html>\n\nlog in\n';

const ATTACKS: readonly (readonly [string, string, Given])[] = [
  ['a flipped byte in a tile', 'log-wrong', { lie: inTiles((bytes) => flipped(bytes, 7)) }],
  ['a tile that is cut off', 'log-malformed', { lie: inTiles((bytes) => bytes.subarray(0, -1)) }],
  ['a flipped digit in the record', 'log-wrong', { lie: inLookup((text) => text.replace('h1:', 'h1:A')) }],
  [
    'a flipped byte in the note',
    'log-wrong',
    { lie: inLookup((text) => text.replace('\n300\n', '\n200\n')) },
  ],
  ['an empty record', 'log-malformed', { lie: inLookup(() => '') }],
  ['words for a record', 'log-malformed', { lie: inLookup(() => 'not today\n') }],
  ['JSON for a record', 'log-malformed', { lie: inLookup(() => '{"error":"no such record"}\n') }],
  ['a page of words behind a record', 'log-malformed', { lie: inLookup((text) => `${text}<html>\n`) }],
  ['words for a tile', 'log-malformed', { lie: inTiles(() => Buffer.from('not today\n')) }],
  ['a smaller tree, without the record', 'log-wrong', { lie: smaller }],
  ['a larger tree than was signed', 'log-wrong', { lie: larger }],
  ['a record of another version', 'log-wrong', withRecord(recordOf(OTHER, H1))],
  [
    'a record of another module',
    'log-wrong',
    withRecord(recordOf(VERSION, H1).replaceAll(MODULE, 'x.test/y')),
  ],
  ['a record without the line of the zip', 'log-wrong', withRecord(`${MODULE} ${VERSION}/go.mod ${H1}\n`)],
  ['a head of an unknown key', 'log-wrong', withRecord(recordOf(VERSION, H1), stranger)],
  ['a name that is there twice', 'archive-hostile', withEntry(file('bin/go'))],
  ['a name that differs in case only', 'archive-hostile', withEntry(file('BIN/go'))],
  ['a name outside the prefix', 'archive-hostile', withEntry({ name: 'golang.org/x/y', body: 'x' })],
  ['a name that leads out', 'archive-hostile', withEntry(file('../../x'))],
  ['a symbolic link', 'archive-hostile', withEntry(file('link', { mode: 0o120777, body: '/etc' }))],
  ['an encrypted entry', 'archive-hostile', withEntry(file('x', { both: { flags: 1 } }))],
  ['a zip64 size', 'archive-hostile', withEntry(file('x', { central: { extra: zip64 } }))],
  ['a header unlike the directory', 'archive-hostile', withEntry(file('x', { local: { method: 0 } }))],
  [
    'an entry longer than declared',
    'archive-hostile',
    withEntry(file('x', { body: 'xxxx', both: { size: 3 } })),
  ],
  ['entries that overlap', 'archive-hostile', withEntry(file('x', { offset: 8 }))],
  ['500 MiB', 'archive-hostile', withEntry(file('x', { both: { size: 500 * 1024 * 1024 } }))],
  ['a bomb', 'archive-hostile', withEntry(file('x', { body: Buffer.alloc(9e6), both: { size: 9 } }))],
  ['a zip that is cut off', 'archive-hostile', { zip: ZIP.subarray(0, -9) }],
];

async function expectClean(box: Sandbox): Promise<void> {
  expect(await readdir(join(box.root, 'versions')).catch(() => [])).toEqual([]);
  expect(await readdir(join(box.root, 'staging')).catch(() => [])).toEqual([]);
}

describe('a module proxy that serves', () => {
  it.each<readonly [string, Lie]>(
    sampled(
      [
        ['record', inLookup(() => PAGE)],
        ['tile', inTiles(() => Buffer.from(PAGE))],
      ],
      3,
    ),
  )(
    'a web page for a %s: the log could not be asked, so nothing is installed but with --unproven, loudly',
    async (_, lie) => {
      await using proxy = await proxyWith({ lie });
      await using box = await believer(proxy, { GV_SOURCE: 'proxy' });
      const ran = await box.gv(['install', '1.22.5', '--json']);
      expect(ran.stderr).toContain('"code":"bad-index"');
      expect(ran.code).toBe(4);
      await expectClean(box);
      expect(await box.gv(['install', '1.22.5', '--unproven'])).toMatchObject({
        code: 0,
        stderr: expect.stringContaining('NOT proven'),
      });
      const receipt = await readFile(join(box.root, 'receipts', '1.22.5.json'), 'utf8');
      expect(JSON.parse(receipt)).toMatchObject({ unproven: true, proofs: [] });
    },
  );

  it.each(sampled(ATTACKS, 3))('%s: %s, --unproven or not, and nothing is left', async (_, code, given) => {
    await using proxy = await proxyWith(given);
    await using box = await believer(proxy, { GV_SOURCE: 'proxy' });
    for (const more of everything() ? [[], ['--unproven']] : [['--unproven']]) {
      const ran = await box.gv(['install', '1.22.5', '--json', ...more]);
      expect(ran.stderr).toContain(`"code":"${code}"`);
      expect(ran.code).toBe(5);
      await expectClean(box);
      const cached = await readdir(join(box.root, 'cache'));
      expect(cached.filter((name) => name.endsWith('.zip'))).toEqual([]);
    }
  });

  it.each(
    sampled(
      [
        ['.zip', 'half'],
        ['.zip', 'page'],
        ['.info', 'page'],
        ['supported', 'hang-up'],
      ] as const,
      3,
    ),
  )('what ends in %s badly (%s): exit 4, and nothing is installed', async (ending, kind) => {
    await using proxy = await proxyWith();
    proxy.set(ending, { kind });
    await using box = await believer(proxy, { GV_SOURCE: 'proxy' });
    expect(await box.gv(['install', '1.22.5'])).toMatchObject({ code: 4 });
    await expectClean(box);
  });
});
