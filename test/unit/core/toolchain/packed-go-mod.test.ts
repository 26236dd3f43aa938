import { expect, it } from 'vitest';
import { goModBeside } from '../../../../src/core/toolchain/packed-go-mod.ts';

it.each([
  ['_go.mod', 'go.mod'],
  ['src/cmd/_go.mod', 'src/cmd/go.mod'],
  ['src/go.mod', undefined],
  ['src/x_go.mod', undefined],
  ['src/_go.mod/x', undefined],
])('the go.mod beside %s is %s', (path, goMod) => {
  expect(goModBeside(path)).toBe(goMod);
});
