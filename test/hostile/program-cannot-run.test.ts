import { describe, expect, it } from 'vitest';
import { GOOD, placeArchive } from '../support/hostile-archive.ts';
import { tarGz, type TarEntry } from '../support/tar-bytes.ts';

const withGo = (change: Partial<TarEntry>): Uint8Array =>
  tarGz(GOOD.map((entry) => (entry.path === 'go/bin/go' ? { ...entry, ...change } : entry)));

describe('an archive whose go could never run', () => {
  it.each([
    ['is empty', { body: '' }],
    ['nobody may execute', { mode: 0o644 }],
  ] as const)('as it %s never becomes visible', async (_, change) => {
    const { code, message, left } = await placeArchive(withGo(change));
    expect([code, left]).toEqual(['content-wrong', []]);
    expect(message).toBe('bin/go in the archive of go 1.22.5 is empty or may not be executed');
  });

  it('is the only one: the same archive with its go is placed', async () => {
    expect((await placeArchive(withGo({}))).code).toBe('ok');
  });
});
