import { describe, expect, it } from 'vitest';
import { vendorGap } from '../../../../src/core/settings/vendored.ts';

const MOD =
  'module m\n\ngo 1.22\n\nrequire example.com/a v1.0.0 // indirect\nrequire (\n\texample.com/b v1.2.3\n\t// example.com/c v1.0.0\n)\n\nreplace (\n\texample.com/x v1.0.0 => ./x\n)\n';
const BOTH =
  '# example.com/a v1.0.0\n## explicit; go 1.17\nexample.com/a\n# example.com/b v1.2.3\n## explicit\n';

describe('vendor/modules.txt beside go.mod', () => {
  it.each([
    ['marks every requirement', MOD, BOTH, undefined],
    ['has no file for a module without requirements', 'module m\n', '', undefined],
    ['is not there', MOD, '', 'example.com/a@v1.0.0'],
    ['has another version', MOD, BOTH.replace('v1.2.3', 'v1.2.4'), 'example.com/b@v1.2.3'],
    ['does not mark one', MOD, BOTH.replace('## explicit\n', 'example.com/b\n'), 'example.com/b@v1.2.3'],
  ])('%s', (_, mod, list, gap) => {
    expect(vendorGap(mod, list)).toBe(gap);
  });
});
