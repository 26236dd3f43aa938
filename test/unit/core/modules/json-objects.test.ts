import { describe, expect, it } from 'vitest';
import { objectSplitter, textIn } from '../../../../src/core/modules/json-objects.ts';

/** As `go list -json` prints it. */
const TEXT = `{
	"ImportPath": "a",
	"Error": {
		"Err": "one \\n} two"
	}
}
{
	"ImportPath": "b"
}
`;

describe('the objects of go list -json', () => {
  it('are found in parts of any size', () => {
    for (const size of [1, 2, 7, 1000]) {
      const splitter = objectSplitter();
      const found = [];
      for (let at = 0; at < TEXT.length; at += size) found.push(...splitter.add(TEXT.slice(at, at + size)));
      expect(found.map((record) => textIn(record, 'ImportPath'))).toEqual(['a', 'b']);
    }
  });

  it('end at line feeds of Windows too; other text between them is dropped', () => {
    const splitter = objectSplitter();
    expect(splitter.add('{"a": 1\r\n}\r\nwarning: x\n{\n}\n')).toEqual([{ a: 1 }]);
    expect(splitter.add('{\n"b": 2\n}\n')).toEqual([{ b: 2 }]);
  });

  it('that never end take no more than a MiB', () => {
    const splitter = objectSplitter();
    for (let count = 0; count < 8; count += 1) expect(splitter.add('x'.repeat(300_000))).toEqual([]);
    expect(splitter.add('\n}\n{\n}\n')).toEqual([{}]);
  });
});
