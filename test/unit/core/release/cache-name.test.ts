import { describe, expect, it } from 'vitest';
import { downloadOf } from '../../../../src/core/release/cache-name.ts';

describe('a file of the cache', () => {
  it.each([
    ['go1.22.5.linux-amd64.tar.gz', '1.22.5'],
    ['go1.22.5.linux-amd64.tar.gz.part', '1.22.5'],
    ['go1.22.5.linux-amd64.tar.gz.part.json', '1.22.5'],
    ['go1.20.windows-amd64.zip', '1.20.0'],
    ['go1.27rc2.src.tar.gz', '1.27rc2'],
    ['carried-go1.22.5.linux-amd64.tar.gz', '1.22.5'],
    ['v0.0.1-go1.22.5.linux-amd64.zip.part', '1.22.5'],
    ['index.json', undefined],
    ['index.validators.json', undefined],
    ['official-unreachable', undefined],
    ['tiles', undefined],
    ['go1.22.5.linux-amd64.tar.gz.sh', undefined],
    ['x.tar.gz', undefined],
  ])('%s belongs to the download of %s', (name, label) => {
    expect(downloadOf(name)?.label).toBe(label);
  });
});
