import { describe, expect, it } from 'vitest';
import { readBuildInfo } from '../../../../src/core/program/build-info.ts';
import type { ReadAt } from '../../../../src/core/program/image.ts';
import {
  ADDRESS,
  buildInfo,
  elfFile,
  fatFile,
  machoFile,
  olderBuildInfo,
  peFile,
} from '../../../support/program-bytes.ts';
import { random } from '../../../support/random.ts';

function readerOf(file: Uint8Array): ReadAt {
  return (offset, length) => file.subarray(offset, offset + length);
}

const INFO = buildInfo('go1.27.4');
const TOOL = {
  builtWith: 'go1.27.4',
  package: 'example.com/tool',
  module: { path: 'example.com/tool', version: 'v1.2.3' },
};
const FILES = {
  ELF: elfFile(INFO),
  'ELF, big-endian': elfFile(INFO, { byteOrder: 'big' }),
  'ELF without the section': elfFile(Buffer.concat([Buffer.alloc(64), INFO]), { named: false }),
  PE: peFile(Buffer.concat([Buffer.alloc(4096), INFO])),
  'Mach-O': machoFile(INFO),
  'Mach-O without the section': machoFile(Buffer.concat([Buffer.alloc(32), INFO]), { named: false }),
  'Mach-O for several processors': fatFile(machoFile(INFO)),
};

describe('the build information of a program', () => {
  it.each(Object.entries(FILES))('is read from %s', (_, file) => {
    expect(readBuildInfo(readerOf(file))).toEqual(TOOL);
  });

  it('is read as it was before Go 1.18, by pointers', () => {
    const older = { ...TOOL, builtWith: 'go1.17.13' };
    for (const byteOrder of ['little', 'big'] as const) {
      const file = elfFile(olderBuildInfo('go1.17.13', ADDRESS, byteOrder), { byteOrder });
      expect(readBuildInfo(readerOf(file))).toEqual(older);
    }
  });

  it('has no modules where the program was built without', () => {
    expect(readBuildInfo(readerOf(elfFile(buildInfo('go1.22.5', ''))))).toEqual({ builtWith: 'go1.22.5' });
  });

  it('is absent from other files', () => {
    const others = ['', '#!/bin/sh\necho go\n', '\x7fELF', 'MZ', '\xca\xfe\xba\xbe\x00\x00\x00\x41'];
    for (const text of others) expect(readBuildInfo(readerOf(Buffer.from(text, 'latin1')))).toBe(undefined);
    expect(readBuildInfo(readerOf(elfFile(Buffer.alloc(512))))).toBe(undefined);
  });

  it('lies at an address that 16 divides: elsewhere the same bytes are data', () => {
    const data = Buffer.concat([Buffer.alloc(24), INFO]);
    expect(readBuildInfo(readerOf(elfFile(data)))).toBe(undefined);
  });

  it('is whole or absent in a file that was cut anywhere', () => {
    for (const file of Object.values(FILES)) {
      for (let length = 0; length < file.length; length += 7) {
        const found = readBuildInfo(readerOf(file.subarray(0, length)));
        expect(found === undefined || found.builtWith === 'go1.27.4').toBe(true);
      }
    }
  });

  it('costs bounded reads in a file with any bytes in its headers', () => {
    const next = random(7);
    for (const file of Object.values(FILES)) {
      for (let round = 0; round < 300; round += 1) {
        const broken = Buffer.from(file);
        for (let count = 0; count < 4; count += 1) broken[next(Math.min(broken.length, 1024))] = next(256);
        let asked = 0;
        readBuildInfo((offset, length) => {
          asked += length;
          return broken.subarray(offset, offset + length);
        });
        expect(asked).toBeLessThan(4 * 1024 * 1024);
      }
    }
  });
});
