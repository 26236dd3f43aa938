import { describe, expect, it } from 'vitest';
import { canonicalAddress } from '../../../../src/core/names/address.ts';
import { type DnsQuestion, questionBytes, readAnswer } from '../../../../src/core/names/dns-packet.ts';

const QUESTION: DnsQuestion = { id: 0x1234, name: 'goproxy.test.', type: 'A' };
const NAME = [7, ...Buffer.from('goproxy'), 4, ...Buffer.from('test'), 0];
const POINTER = [0xc0, 12];

interface Packet {
  readonly id?: number;
  readonly flags?: number;
  readonly questions?: number;
  readonly asked?: readonly number[];
  readonly answers?: number;
  readonly body?: readonly number[];
}

function packet({ id = 0x1234, flags = 0x8180, questions = 1, answers, body = [], asked }: Packet): Buffer {
  const count = answers ?? (body.length === 0 ? 0 : 1);
  const header = [
    id >> 8,
    id & 0xff,
    flags >> 8,
    flags & 0xff,
    0,
    questions,
    count >> 8,
    count & 0xff,
    0,
    0,
    0,
    0,
  ];
  return Buffer.from([...header, ...(asked ?? [...NAME, 0, 1, 0, 1]), ...body]);
}

function record(name: readonly number[], type: number, data: readonly number[]): readonly number[] {
  return [...name, 0, type, 0, 1, 0, 0, 0, 60, 0, data.length, ...data];
}

const A = record(POINTER, 1, [10, 0, 0, 1]);

describe('a question to a nameserver', () => {
  it('is the packet of RFC 1035, with the size of answers that Go takes', () => {
    expect(Buffer.from(questionBytes(QUESTION) ?? []).toString('hex')).toBe(
      '12340100000100000000000107676f70726f787904746573740000010001000029'.concat('04d0000000000000'),
    );
    expect(questionBytes({ ...QUESTION, type: 'AAAA' })?.at(-14)).toBe(28);
  });

  it.each(['', '.', 'a..b.', `${'x'.repeat(64)}.test.`, 'a b.', 'ü.test.', 'x.'.repeat(128)])(
    'cannot be made of %j',
    (name) => {
      expect(questionBytes({ ...QUESTION, name })).toBeUndefined();
    },
  );
});

describe('an answer', () => {
  const read = (bytes: Uint8Array, question = QUESTION) => readAnswer(bytes, question);
  const good = { kind: 'answer', code: 0, isTruncated: false, addresses: ['10.0.0.1'] };

  it('has the addresses of the type, behind whatever other records', () => {
    const cname = record(POINTER, 5, [1, 0x78, 0xc0, 20]);
    const second = record([1, 0x78, 0xc0, 20], 1, [10, 0, 0, 2]);
    const body = [...cname, ...A, ...second];
    expect(read(packet({ body, answers: 3 }))).toEqual({ ...good, addresses: ['10.0.0.1', '10.0.0.2'] });
  });

  it('of IPv6 is written as everywhere', () => {
    const question: DnsQuestion = { ...QUESTION, type: 'AAAA' };
    const data = [0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1];
    const bytes = packet({ asked: [...NAME, 0, 28, 0, 1], body: record(POINTER, 28, data) });
    expect(read(bytes, question)).toEqual({ ...good, addresses: ['2001:db8::1'] });
  });

  it.each([
    ['no such name', { flags: 0x8183 }, 3],
    ['a server that failed', { flags: 0x8182 }, 2],
    ['a server that refuses', { flags: 0x8185 }, 5],
    ['no address', {}, 0],
  ])('may have none: %s', (_, changes, code) => {
    expect(read(packet(changes))).toEqual({ ...good, code, addresses: [] });
  });

  it('may be cut, which is said, or have the name in capitals', () => {
    expect(read(packet({ flags: 0x8380, body: A }))).toEqual({ ...good, isTruncated: true });
    const asked = [7, ...Buffer.from('GoProxy'), 4, ...Buffer.from('TEST'), 0, 0, 1, 0, 1];
    expect(read(packet({ asked, body: A }))).toEqual(good);
  });

  it.each<[string, Packet | Buffer]>([
    ['another id', { id: 0x1235, body: A }],
    ['a question, not an answer', { flags: 0x0100, body: A }],
    [
      'another name',
      { asked: [7, ...Buffer.from('goproxx'), 4, ...Buffer.from('test'), 0, 0, 1, 0, 1], body: A },
    ],
    ['another type', { asked: [...NAME, 0, 28, 0, 1], body: A }],
    ['two questions', { questions: 2, body: A }],
    ['no question', { questions: 0, asked: [], body: A }],
    ['nothing', Buffer.alloc(0)],
    ['a header alone', packet({ asked: [] })],
    ['half a question', packet({}).subarray(0, 20)],
  ])('is passed over where it is for another question: %s', (_, bytes) => {
    expect(read(Buffer.isBuffer(bytes) ? bytes : packet(bytes))).toBeUndefined();
  });

  it.each<[string, Packet]>([
    ['fewer records than it says', { body: A, answers: 9 }],
    ['65535 records and none', { answers: 65_535 }],
    ['a record that reaches beyond', { body: [...A.slice(0, 11), 0xff, 1] }],
    ['an address of three bytes', { body: record(POINTER, 1, [10, 0, 0]) }],
    ['a label that reaches beyond', { body: [63, 1, 2] }],
    ['a label of a kind that DNS does not have', { body: record([0x80, 1], 1, [10, 0, 0, 1]) }],
    ['a name that never ends', { body: [1, 97, 1, 97, 1, 97] }],
  ])('is malformed: %s', (_, bytes) => {
    expect(read(packet(bytes))).toEqual({ kind: 'malformed' });
  });

  it('with a pointer to itself is read at once: no pointer is followed', () => {
    const at = 12 + NAME.length + 4;
    expect(read(packet({ body: record([0xc0, at], 1, [10, 0, 0, 1]) }))).toEqual(good);
  });

  it('of random bytes never fails otherwise', () => {
    let seed = 1;
    const random = (): number => (seed = (seed * 48_271) % 0x7fff_ffff) % 256;
    for (let round = 0; round < 3000; round += 1) {
      const body = Array.from({ length: random() }, random);
      const read = readAnswer(packet({ body, answers: random() }), QUESTION);
      expect(['answer', 'malformed']).toContain(read?.kind);
    }
  });
});

describe('an address', () => {
  it.each([
    ['10.0.0.1', '10.0.0.1'],
    ['2001:DB8:0:0::1', '2001:db8::1'],
    ['::ffff:10.0.0.1', '10.0.0.1'],
    ['fe80::1%eth0', 'fe80::1%eth0'],
    ['010.0.0.1', undefined],
    ['10.0.0', undefined],
    ['1::2::3', undefined],
    ['[::1]', undefined],
    ['::1/64', undefined],
    ['fe80::1%', undefined],
    ['ns.test', undefined],
  ])('%s is %s', (text, expected) => {
    expect(canonicalAddress(text)).toBe(expected);
  });
});
