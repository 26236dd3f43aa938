import { describe, expect, it } from 'vitest';
import { isLocal, nameText, parseModFile, parseWorkFile } from '../../../../src/core/modules/mod-file.ts';

/** Printed by `go mod edit -json` of Go 1.27.4. */
const MOD = `{
	"Module": { "Path": "example.com/m" },
	"Go": "1.22",
	"Toolchain": "go1.24.9",
	"Require": [
		{ "Path": "example.com/a", "Version": "v1.0.0" },
		{ "Path": "example.com/b", "Version": "v1.0.0", "Indirect": true }
	],
	"Exclude": [ { "Path": "example.com/a", "Version": "v1.1.0" } ],
	"Replace": [
		{ "Old": { "Path": "example.com/a" }, "New": { "Path": "../a" } },
		{ "Old": { "Path": "example.com/b", "Version": "v1.0.0" }, "New": { "Path": "example.com/c", "Version": "v2.0.0" } }
	]
}`;

describe('go mod edit -json and go work edit -json', () => {
  it('give a go.mod', () => {
    const mod = parseModFile(MOD);
    expect(mod).toMatchObject({ module: 'example.com/m', go: '1.22', toolchain: 'go1.24.9' });
    expect(mod?.requires.map(({ isDirect }) => isDirect)).toEqual([true, false]);
    expect(mod?.excludes.map(nameText)).toEqual(['example.com/a@v1.1.0']);
    expect(mod?.replaces.map((each) => [isLocal(each), nameText(each.old), nameText(each.by)])).toEqual([
      [true, 'example.com/a', '../a'],
      [false, 'example.com/b@v1.0.0', 'example.com/c@v2.0.0'],
    ]);
  });

  it('give a go.work', () => {
    const text = '{"Go":"1.22","Use":[{"DiskPath":"./a"},{"DiskPath":"../b"}],"Replace":null}';
    expect(parseWorkFile(text)).toEqual({ go: '1.22', uses: ['./a', '../b'], replaces: [] });
  });

  it.each(['', 'go: errors parsing go.mod', '3', 'null', '{'])('give nothing for %j', (text) => {
    expect([parseModFile(text), parseWorkFile(text)]).toEqual([undefined, undefined]);
  });

  it('take fields of another kind for missing ones', () => {
    const mod = parseModFile('{"Module":3,"Require":{"Path":"x"},"Go":null,"Replace":[1,{"Old":null}]}');
    expect(mod).toMatchObject({ module: '', go: '', requires: [] });
    expect(mod?.replaces).toEqual([{ old: { path: '', version: '' }, by: { path: '', version: '' } }]);
  });
});
