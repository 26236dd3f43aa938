import { afterAll, beforeAll, describe } from 'vitest';
import { agree, type Files } from '../support/agreement.ts';
import { proxyMissing, realToolchains } from '../support/real-go.ts';
import { everything } from '../support/sample.ts';
import type { Sandbox } from '../support/sandbox.ts';
import { unless } from '../support/unless.ts';

/** 1.21.5 asks for go1.27 where go.mod says `go 1.27`; 1.20.14 never switches. */
const BASES = ['1.20.14', '1.21.5', '1.22.5', '1.24.9', '1.27.3'] as const;
const missing = await proxyMissing();

const SETTINGS: readonly (string | undefined)[] = [
  undefined,
  '',
  'auto',
  'path',
  'local',
  'local+auto',
  'local+path',
  'local+',
  'go1.24.9',
  'go1.22.5+auto',
  'go1.27.3+path',
  'go1.27.3+foo',
  'go1.23.0',
  'go1.23.0+path',
  'go1.22',
  'go1.20.14',
  'go1.800-bigcorp',
  'go1.24.9-fake',
  'go2.1',
  'asdf',
  'asdf+auto',
  '../go1.22.5',
];

const MODULES: readonly (readonly [title: string, files: Files])[] = [
  ['no file', {}],
  ['go 1.20', { 'go.mod': 'module m\n\ngo 1.20\n' }],
  ['go 1.22', { 'go.mod': 'module m\n\ngo 1.22\n' }],
  ['go 1.27, a language version', { 'go.mod': 'module m\n\ngo 1.27\n' }],
  ['go 1.27.3', { 'go.mod': 'module m\n\ngo 1.27.3\n' }],
  ['a toolchain above', { 'go.mod': 'module m\n\ngo 1.21\ntoolchain go1.24.9\n' }],
  ['a toolchain alone', { 'go.mod': 'module m\ntoolchain go1.27.3\n' }],
  ['a toolchain below its go line', { 'go.mod': 'module m\ngo 1.27.3\ntoolchain go1.22.5\n' }],
  ['a toolchain that is nowhere', { 'go.mod': 'module m\ngo 1.21\ntoolchain go1.26.99\n' }],
  ['toolchain default', { 'go.mod': 'module m\ngo 1.27.3\ntoolchain default\n' }],
  ['toolchain local, which is none', { 'go.mod': 'module m\ngo 1.21\ntoolchain local\n' }],
  ['a suffix', { 'go.mod': 'module m\ngo 1.22\ntoolchain go1.800-bigcorp\n' }],
  ['a suffix of the base’s own version', { 'go.mod': 'module m\ngo 1.21\ntoolchain go1.21.5-bigcorp\n' }],
  ['a suffix below the go line', { 'go.mod': 'module m\ngo 1.999\ntoolchain go1.800-bigcorp\n' }],
  ['a quoted version', { 'go.mod': 'module m\ngo "1.27.3"\n' }],
  ['an empty go line before another', { 'go.mod': 'module m\ngo // none\ngo 1.27.3\n' }],
  ['comments and carriage returns', { 'go.mod': 'module m\r\ngo 1.27.3 // x\r\n' }],
  ['a release candidate', { 'go.mod': 'module m\ngo 1.27rc1\n' }],
  ['go.work over go.mod', { 'go.work': 'go 1.22\n', 'go.mod': 'module m\ngo 1.27.3\n' }],
  [
    'go.work with a toolchain over go.mod',
    { 'go.work': 'go 1.21\ntoolchain go1.24.9\n', 'go.mod': 'module m\ngo 1.21\ntoolchain go1.999-wrong\n' },
  ],
];

describe('what explain says is what the go command does, from every base', () => {
  let box: Sandbox;
  beforeAll(async () => {
    if (missing === undefined) box = await realToolchains(BASES);
  });
  afterAll(async () => {
    if (missing === undefined) await box[Symbol.asyncDispose]();
  });

  for (const [row, base] of BASES.entries()) {
    for (const [column, [title, files]] of MODULES.entries()) {
      // Every third pair of module and setting from one of the bases, every pair of base and setting in some module.
      const settings = SETTINGS.filter(
        (_, index) => everything() || (row + column + index) % (3 * BASES.length) === 0,
      );
      unless(missing)(`${base}, ${title}`, async () => {
        for (const value of settings)
          await agree(
            box,
            { ...files, '.go-version': `${base}\n` },
            value === undefined ? {} : { GOTOOLCHAIN: value },
          );
      });
    }
  }
});
