import { describe, expect, it } from 'vitest';
import { parseIndex, type Release } from '../../../../src/core/release/release-index.ts';

const SHA = 'a'.repeat(64);

/** A few rows in the shape of the real index, one for each of its quirks. */
function file(filename: string, extra: Readonly<Record<string, unknown>> = {}): unknown {
  return { filename, os: 'x', arch: 'y', version: 'z', sha256: SHA, size: 10, kind: 'archive', ...extra };
}

const INDEX = JSON.stringify([
  { version: 'go1.9.2rc2', stable: false, files: [file('go1.9.2rc2.linux-amd64.tar.gz')] },
  { version: 'go1.9.2', stable: true, files: [file('go1.9.2.linux-amd64.tar.gz')] },
  {
    version: 'go1',
    stable: true,
    files: [file('go1.4-bootstrap-20170531.tar.gz', { os: '4', arch: 'bootstrap' })],
  },
  {
    version: 'go1.22.12',
    files: [
      file('go1.22.12.src.tar.gz', { kind: 'source', os: '', arch: '' }),
      file('go1.22.12.linux-armv6l.tar.gz'),
      file('go1.22.12.freebsd-arm.tar.gz', { os: 'freebsd', arch: 'armv6l' }),
      file('go1.22.12.windows-amd64.zip'),
      file('go1.22.12.windows-amd64.msi', { kind: 'installer' }),
      file('../go1.22.12.linux-amd64.tar.gz'),
      file('go1.22.12.linux-..amd64.tar.gz'),
      file('GO1.22.12.linux-amd64.tar.gz'),
    ],
  },
  { version: 'go1.6beta1', files: [file('go1.6beta1.linux-arm6.tar.gz', { sha256: '', size: 0 })] },
  {
    version: 'go1.21rc2',
    files: [file('go1.21rc2.linux-arm.tar.gz'), file('go1.21rc2.linux-armv6l.tar.gz')],
  },
  {
    version: 'go1.4.2',
    files: [file('go1.4.2.darwin-amd64-osx10.6.tar.gz'), file('go1.4.2.darwin-amd64-osx10.8.tar.gz')],
  },
  { version: 'go1.20', files: [file('go1.20.linux-amd64.tar.gz', { sha256: 'A'.repeat(64) })] },
  { version: 'next', files: [] },
  { nothing: true },
  null,
]);

function release(name: string): Release {
  const found = parseIndex(INDEX).find(({ version }) => version.name === name);
  if (found === undefined) throw new TypeError(`${name} is not in the index`);
  return found;
}

describe('the release index', () => {
  it('is sorted newest first, leaves out what is no release, and puts 1.9.2rc2 below 1.9.2', () => {
    expect(parseIndex(INDEX).map(({ version }) => version.label)).toEqual([
      '1.22.12',
      '1.21rc2',
      '1.20.0',
      '1.9.2',
      '1.9.2rc2',
      '1.6beta1',
      '1.4.2',
    ]);
  });

  it('takes an empty digest and a size of 0 for none, and a digest in upper case for what it is', () => {
    expect(release('1.6beta1').archives[0]).toMatchObject({ sha256: undefined, size: undefined });
    expect(release('1.20').archives[0]).toMatchObject({ sha256: 'a'.repeat(64), size: 10 });
  });

  it('keeps archives with sane names only, and the source apart', () => {
    const { archives, source } = release('1.22.12');
    expect(archives.map(({ name }) => name)).toEqual([
      'go1.22.12.linux-armv6l.tar.gz',
      'go1.22.12.freebsd-arm.tar.gz',
      'go1.22.12.windows-amd64.zip',
    ]);
    expect(source?.name).toBe('go1.22.12.src.tar.gz');
  });

  it.each(['', '{}', '[]', '[1]', '<html></html>', '[{"version":"go1.22.5"}]', 'null'])(
    '%j is no index',
    (text) => {
      expect(() => parseIndex(text)).toThrow(expect.objectContaining({ code: 'bad-index' }));
    },
  );
});
