import { describe, expect, it } from 'vitest';
import { lookedUp, namedSumdb } from '../../../../src/core/net/sumdb.ts';

describe('namedSumdb', () => {
  it.each([
    ['sum.golang.org', 'sum.golang.org', undefined],
    ['', 'sum.golang.org', undefined],
    ['sum.corp.example+1234abcd+AbCd', 'sum.corp.example', undefined],
    [
      'sum.corp.example+1234abcd+AbCd https://db.corp.example/x',
      'sum.corp.example',
      'https://db.corp.example/x',
    ],
    ['sum.golang.google.cn', 'sum.golang.org', 'https://sum.golang.google.cn/'],
  ])('%j', (value, name, address) => {
    const found = namedSumdb(value);
    expect([found?.name, found?.address?.href]).toEqual([name, address]);
  });

  it.each(['off', 'a b', 'sum.corp.example not-a-url', '../etc/passwd', 'x y z', 'user@host'])(
    '%j names none',
    (value) => {
      expect(namedSumdb(value)).toBeUndefined();
    },
  );
});

describe('lookedUp', () => {
  it('reads the number of a record and the size of the tree', () => {
    const text = '21\ngolang.org/x/text v0.14.0 h1:x=\n\ngo.sum database tree\n5000\nhash=\n\n— sum x\n';
    expect(lookedUp(text)).toEqual({ record: 21, size: 5000 });
  });

  it.each(['', 'x', '21\n', '7\n\ngo.sum database tree\n7\n', 'not found: …\ngo.sum database tree\n5\n'])(
    'takes %j for no answer',
    (text) => {
      expect(lookedUp(text)).toBeUndefined();
    },
  );
});
